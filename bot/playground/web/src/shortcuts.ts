/** The slash commands and shortcuts that the bot has; they do not change while the page is open. */
import { useEffect, useState } from "react";
import { act, start } from "./server";
import type { Command, Shortcut } from "./types";

interface Offered {
  commands: Command[];
  shortcuts: Shortcut[];
}

let asked: Promise<Offered> | undefined;

function offered(): Promise<Offered> {
  asked ??= act<Offered>(start.person, "commands");
  return asked;
}

function useOffered(): Offered {
  const [known, setKnown] = useState<Offered>({ commands: [], shortcuts: [] });
  useEffect(() => void offered().then(setKnown), []);
  return known;
}

export function useCommands(): Command[] {
  return useOffered().commands;
}

export function useShortcuts(type: Shortcut["type"]): Shortcut[] {
  return useOffered().shortcuts.filter((each) => each.type === type);
}
