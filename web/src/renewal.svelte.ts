/** Notices that a newer build has taken the place of this tab's, whose missing parts are gone for good. */

const KEEP = "torg-renewed-for";

/** The build a page starts, named by its first script; null for what is no built page of ours. */
export function buildOf(page: string): string | null {
  return /<script [^>]*src="(\/assets\/[^"]+)"/.exec(page)?.[1] ?? null;
}

export class Renewal {
  /** A newer build is there, and this tab may reload when nobody is disturbed. */
  isReady = $state.raw(false);
  /** Begin the page anew, from the newer build. */
  readonly reload: () => void;
  readonly #window: Window;
  readonly #isBusy: () => boolean;
  #build: string | null = null;

  /** `isBusy` says whether a reload would end somebody's sound. */
  constructor(window: Window, isBusy: () => boolean, reload: () => void) {
    this.#window = window;
    this.#isBusy = isBusy;
    this.reload = reload;
    window.addEventListener("vite:preloadError", () => void this.#look());
  }

  /** Reload if it disturbs nobody, and only once for each build: the next time a person decides. */
  settle = (): void => {
    const { sessionStorage } = this.#window;
    const build = this.#build;
    if (build === null || this.#isBusy() || sessionStorage.getItem(KEEP) === build) return;
    sessionStorage.setItem(KEEP, build);
    this.reload();
  };

  /** A part that does not come may also be a network that is away: then nothing is newer. */
  #look = async (): Promise<void> => {
    const own = buildOf(this.#window.document.documentElement.outerHTML);
    const served = await this.#served();
    if (own === null || served === null || served === own) return;
    this.#build = served;
    this.isReady = true;
    this.settle();
  };

  async #served(): Promise<string | null> {
    try {
      const answer = await this.#window.fetch("/", { cache: "no-cache" });
      return answer.ok ? buildOf(await answer.text()) : null;
    } catch {
      return null;
    }
  }
}
