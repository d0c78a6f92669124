/** Gives the focus back to what had it before a dialog or a sheet took it. */

/** Call it before the focus goes in; the answer is to be called when what took it has gone. */
export function returning(): () => void {
  const before = document.activeElement;
  return () => {
    // What is torn down has left the page by then, and the focus that it held is nowhere.
    const isNowhere = document.activeElement === null || document.activeElement === document.body;
    if (isNowhere && before instanceof HTMLElement && before.isConnected) before.focus();
  };
}
