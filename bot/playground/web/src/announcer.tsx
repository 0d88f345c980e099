/** Tells who cannot see the screen what was just said. */
import { useHere } from "./app";
import { nameOf } from "./people";
import { useSeen } from "./store";
import { say } from "./words";

export function Announcer() {
  const { store } = useHere();
  const latest = useSeen(store, (state) => state.latest);
  const ephemeral = useSeen(store, (state) => state.ephemerals.at(-1));
  const message = newest(latest?.message, ephemeral);
  return (
    <div className="for-the-ear" role="status" aria-live="polite">
      {message && say("new_message", { person: nameOf(message.user), text: message.text })}
    </div>
  );
}

function newest<Sent extends { ts: string }>(one?: Sent, other?: Sent): Sent | undefined {
  if (!one || !other) return one ?? other;
  return one.ts > other.ts ? one : other;
}
