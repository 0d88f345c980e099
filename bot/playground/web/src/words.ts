/** The words of the page, from the knowledge of the bot; `{places}` are filled in. */
import { start } from "./server";
import type { Person } from "./types";

let language = "nl";

/** From now on the page speaks this language. */
export function speak(wanted: string): void {
  language = wanted;
  document.documentElement.lang = language;
  document.title = say("title");
}

export function say(key: string, values: Record<string, string | number> = {}): string {
  const words = start.words[language]?.[key] ?? key;
  return words.replace(/{(\w+)}/g, (place, name: string) => String(values[name] ?? place));
}

/** A day and a time as somebody reads them, in the language of the page and their time zone. */
export function dayAndTime(moment: Date, person: Person): string {
  return format(moment, person, { dateStyle: "full", timeStyle: "short" });
}

/** The same where there is little room. */
export function briefly(moment: Date, person: Person): string {
  return format(moment, person, { dateStyle: "medium", timeStyle: "short" });
}

export function day(moment: Date, person: Person): string {
  return format(moment, person, { dateStyle: "full" });
}

export function time(moment: Date, person: Person): string {
  return format(moment, person, { timeStyle: "short" });
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(moment: Date, person: Person, how: Intl.DateTimeFormatOptions): string {
  const locale = person.locale.startsWith(language) ? person.locale : language;
  const key = `${locale} ${person.zone} ${how.dateStyle} ${how.timeStyle}`;
  let known = formats.get(key);
  if (!known) {
    known = new Intl.DateTimeFormat(locale, { ...how, timeZone: person.zone });
    formats.set(key, known);
  }
  return known.format(moment);
}

/** When a message was sent, from the timestamp that names it. */
export function sentAt(ts: string): Date {
  return new Date(Number(ts.split(".")[0]) * 1000);
}
