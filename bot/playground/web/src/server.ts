/** Talks with the workspace: what the page starts from, what people do, and what happens. */
import type { Happening, Start } from "./types";

const held = document.querySelector('meta[name="start"]')?.getAttribute("content");
export const start: Start = JSON.parse(held ?? "null");

/** The workspace does not let this person do that; the message says why. */
export class Refused extends Error {}

/** Somebody asks or does one thing; throws Refused. */
export async function act<Result>(person: string, deed: string, more: object = {}): Promise<Result> {
  const answer = await fetch("/workspace/act", {
    method: "POST",
    headers: { "content-type": "application/json", "x-workspace-token": start.token },
    body: JSON.stringify({ do: deed, person, ...more }),
  });
  const told = await answer.json();
  if (!told.ok) throw new Refused(told.response_metadata?.messages?.[0] ?? told.error);
  return told.result as Result;
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
      } else {
        heard(happening);
      }
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
