/** Asks for what is seen first before anything else is read, so that it is there when it is drawn. */
import { directWith, HOME, whereIs } from "./address";
import { act } from "./server";
import { place, type State } from "./state";
import type { Message } from "./types";

const { person, channel, thread } = whereIs(location.hash);
const here = channel === HOME ? directWith(person) : channel;
const seen: State["lists"] = {};

const asked = [
  act<{ messages: Message[]; older: boolean }>(person, "page", { channel: here }).then((told) => {
    seen[here] = { ...told, before: 0 };
  }),
];
if (thread) {
  asked.push(
    act<Message[]>(person, "messages", { channel: here, thread }).then((messages) => {
      seen[place(here, thread)] = { messages, older: false, before: 0 };
    }),
  );
}

const LONGEST_WAIT = 300;

/** Fulfilled when it is answered, or when that takes too long to wait with drawing. */
export const early: Promise<unknown> = Promise.race([
  Promise.allSettled(asked),
  new Promise((resolve) => setTimeout(resolve, LONGEST_WAIT)),
]);

/** What was answered by now, if it is this person who looks; given once, for it grows old. */
export function seenEarly(who: string): State["lists"] {
  const lists = who === person ? { ...seen } : {};
  for (const key of Object.keys(seen)) delete seen[key];
  return lists;
}
