/** Where the focus goes when what had it is gone: to what opened that, else to where one writes. */
import { useEffect } from "react";

const WRITING = [".thread textarea", ".conversation textarea", ".conversation"];

export function find(selector: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(selector);
}

/** For what opens over or beside the page: gives the focus back when it closes. */
export function useFocusBack(): void {
  useEffect(() => {
    const opener = document.activeElement as HTMLElement | null;
    return () => giveBack(opener);
  }, []);
}

/** Gives the focus to the first that can have it, unless it is somewhere already. */
export function giveBack(...openers: (HTMLElement | null)[]): void {
  for (const each of [...openers, ...WRITING.map(find)]) {
    if (!isLost()) return;
    each?.focus();
  }
}

function isLost(): boolean {
  const at = document.activeElement;
  return !at || at === document.body || !at.checkVisibility();
}
