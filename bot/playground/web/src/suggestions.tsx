/** Suggestions while somebody types: commands after `/`, people after `@`. */
import { useEffect, useState, type KeyboardEvent } from "react";
import { nameOf } from "./people";
import { start } from "./server";
import { useCommands } from "./shortcuts";
import { say } from "./words";

interface Suggested {
  whole: string;
  label: string;
  more: string;
}

export interface Offer {
  options: Suggested[];
  at: number;
  take: (whole: string) => void;
  /** Whether a key was meant for the suggestions. */
  key: (event: KeyboardEvent) => boolean;
}

export function useSuggestions(text: string, take: (whole: string) => void): Offer {
  const commands = useCommands();
  const [at, setAt] = useState(0);
  const [hidden, setHidden] = useState("");
  const options = hidden === text ? [] : [...forCommands(), ...forPeople()];
  useEffect(() => setAt(0), [text]);

  function forCommands(): Suggested[] {
    if (!text.startsWith("/") || /\s/.test(text)) return [];
    return commands
      .filter((each) => each.command.startsWith(text))
      .map((each) => ({
        whole: `${each.command} `,
        label: `${each.command} ${each.usage_hint ?? ""}`,
        more: each.description ?? "",
      }));
  }

  function forPeople(): Suggested[] {
    const typed = /(^|\s)@([\p{L} ]{0,20})$/u.exec(text);
    if (!typed) return [];
    const begun = typed[2]!.toLowerCase();
    const names = start.people.map((each) => nameOf(each.id));
    return names
      .filter((name) => name.toLowerCase().startsWith(begun) && name.toLowerCase() !== begun)
      .map((name) => ({
        whole: `${text.slice(0, text.length - typed[2]!.length)}${name} `,
        label: `@${name}`,
        more: "",
      }));
  }

  function key(event: KeyboardEvent): boolean {
    if (!options.length || event.nativeEvent.isComposing) return false;
    const moves: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const move = moves[event.key];
    if (move) setAt((at + move + options.length) % options.length);
    else if (event.key === "Escape") setHidden(text);
    else if (event.key === "Tab" || event.key === "Enter") take(options[at]!.whole);
    else return false;
    event.preventDefault();
    return true;
  }

  return { options, at, take, key };
}

export function Suggestions({ id, suggested }: { id: string; suggested: Offer }) {
  return (
    <ul id={id} role="listbox" className="popover suggestions" aria-label={say("write.suggestions")}>
      {suggested.options.map((each, at) => (
        <li
          key={each.label}
          id={`${id}-${at}`}
          role="option"
          aria-selected={at === suggested.at}
          onMouseDown={(event) => {
            event.preventDefault();
            suggested.take(each.whole);
          }}
        >
          <b>{each.label}</b> <small>{each.more}</small>
        </li>
      ))}
    </ul>
  );
}
