/** What Escape does on the page itself: not in a dialog, a menu or suggestions, those have their own. */
import { useEffect, useRef } from "react";

export function useEscape(close: () => void): void {
  const newest = useRef(close);
  newest.current = close;
  useEffect(() => {
    function pressed(event: KeyboardEvent) {
      const taken = event.defaultPrevented || event.isComposing;
      if (event.key === "Escape" && !taken && !document.querySelector("dialog[open]")) newest.current();
    }
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, []);
}
