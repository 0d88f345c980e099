/** Talks with the workspace: what the page starts from, what people do, and what happens. */
import type { Happening, Picked, Start } from "./types";

const held = document.querySelector('meta[name="start"]')?.getAttribute("content");
export const start: Start = JSON.parse(held ?? "null");

/** The workspace does not let this person do that; the message is Slack's word for why. */
export class Refused extends Error {}

/** The workspace does not answer. */
export class Away extends Error {}

/** This tab, also after a reload: a form is shown in the tab that asked for it. */
const tab = (sessionStorage["tab"] ??= String(Math.random()).slice(2));

/** Somebody asks or does one thing; throws Refused or Away. */
export async function act<Result>(person: string, deed: string, more: object = {}): Promise<Result> {
  const body = JSON.stringify({ do: deed, person, tab, ...more });
  return (await ask("act", body, "application/json")) as Result;
}

/** Somebody picks a file in a form; throws Refused or Away. */
export async function pick(person: string, file: File): Promise<Picked> {
  const about = new URLSearchParams({ person, name: file.name });
  return (await ask(`pick?${about}`, file, "application/octet-stream")) as Picked;
}

async function ask(what: string, body: BodyInit, type: string): Promise<unknown> {
  const told = await answered(what, body, type);
  if (!told.ok) throw new Refused(told.error);
  return told.result;
}

async function answered(
  what: string,
  body: BodyInit,
  type: string,
): Promise<{ ok: boolean; error?: string; result?: unknown }> {
  try {
    const answer = await fetch(`/workspace/${what}`, {
      method: "POST",
      headers: { "content-type": type, "x-workspace-token": start.token },
      body,
    });
    return await answer.json();
  } catch (wrong) {
    // What is no JSON is the page of a server that stumbled; anything else never came.
    if (wrong instanceof SyntaxError) return { ok: false, error: "internal_error" };
    throw new Away();
  }
}

const PAUSES = [300, 1000, 2000, 5000];

/** Hears what happens for somebody, and comes back by itself; gives what ends it. */
export function listen(
  person: string,
  heard: (happening: Happening) => void,
  connected: (yes: boolean) => void,
): () => void {
  let ended = false;
  let tries = 0;
  let socket: WebSocket;
  const address = new URL("/workspace/stream", location.href);
  address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  address.search = new URLSearchParams({ person, token: start.token }).toString();

  function open() {
    socket = new WebSocket(address);
    socket.onmessage = (message) => {
      const happening: Happening = JSON.parse(message.data);
      if (happening.type === "ready") {
        tries = 0;
        connected(true);
      }
      heard(happening);
    };
    socket.onclose = () => {
      if (ended) return;
      connected(false);
      setTimeout(() => ended || open(), PAUSES[Math.min(tries++, PAUSES.length - 1)]);
    };
  }

  open();
  return () => {
    ended = true;
    socket.close();
  };
}
