/** A clock that components may read: it moves once a second, only while somebody looks. */
import { createSubscriber } from "svelte/reactivity";

const subscribe = createSubscriber((update) => {
  const timer = setInterval(update, 1000);
  return () => {
    clearInterval(timer);
  };
});

/** The time now (milliseconds); read inside markup or an effect it is read anew each second. */
export function tickingNow(): number {
  subscribe();
  return Date.now();
}
