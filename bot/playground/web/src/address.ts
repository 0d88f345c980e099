/** Where somebody is, in the address of the page: two tabs can be two people. */
import { useMemo, useSyncExternalStore } from "react";
import { start } from "./server";

export interface Where {
  person: string;
  channel: string;
  thread: string;
}

/** The tab of the direct message in which the home page is. */
export const HOME = "home";

/** Where an address leads; everything that is missing or unknown is as at the start. */
export function whereIs(hash: string): Where {
  const [name, channel, thread] = hash.slice(2).split("/");
  const named = start.people.find((each) => !each.is_bot && each.name === name);
  const person = named?.id ?? start.person;
  return { person, channel: channel || directWith(person), thread: thread || "" };
}

function read(): string {
  return location.hash;
}

function watch(changed: () => void): () => void {
  addEventListener("hashchange", changed);
  return () => removeEventListener("hashchange", changed);
}

/** Where the page is now. */
export function useWhere(): Where {
  const hash = useSyncExternalStore(watch, read);
  return useMemo(() => whereIs(hash), [hash]);
}

/** The direct message between somebody and the bot. */
export function directWith(person: string): string {
  return `D${person.slice(1)}`;
}

export function addressOf(person: string, channel = "", thread = ""): string {
  const name = start.people.find((each) => each.id === person)?.name ?? "";
  return `#/${[name, channel, thread].filter(Boolean).join("/")}`;
}

export function go(person: string, channel = "", thread = ""): void {
  location.hash = addressOf(person, channel, thread);
}

/** The channel and thread that a link of Slack leads to, if it is one. */
export function placeOf(link: unknown): [string, string] | null {
  const found = /\.slack\.com\/archives\/(\w+)\/p(\d+)(\d{6})(?:\?thread_ts=([\d.]+))?/.exec(String(link));
  return found && [found[1]!, found[4] ?? `${found[2]}.${found[3]}`];
}
