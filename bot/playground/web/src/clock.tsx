/** The workspace's clock: always in sight, and it can be set forward. */
import { Popover, PopoverButton, PopoverPanel } from "@headlessui/react";
import { useEffect, useState, type FormEvent } from "react";
import { useHere } from "./app";
import { useMedia } from "./media";
import { Sign } from "./sign";
import { useSeen } from "./store";
import { why } from "./why";
import { briefly, dayAndTime, say } from "./words";

const SECOND = 1000;
const LEAPS = [
  ["clock.day", { days: 1 }],
  ["clock.week", { weeks: 1 }],
  ["clock.months", { months: 3 }],
] as const;

/** What time it is in the workspace. */
function useNow(): Date {
  const { store } = useHere();
  const ahead = useSeen(store, (state) => state.ahead);
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), SECOND);
    return () => clearInterval(timer);
  }, []);
  return new Date(Date.now() + ahead);
}

export function Clock() {
  const { store, me } = useHere();
  const now = useNow();
  const narrow = useMedia("(max-width: 640px)");
  const [wrong, setWrong] = useState("");

  async function leap(by: object) {
    setWrong("");
    await store.act("advance", by).catch((refused: unknown) => setWrong(why(refused)));
  }

  function toDate(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const to = new FormData(event.currentTarget).get("to");
    void leap({ to: to || "nothing" });
  }

  return (
    <Popover className="clock">
      <PopoverButton>
        <span className="for-the-ear">{say("clock.title")}: </span>
        <Sign of="clock" /> <time>{narrow ? briefly(now, me) : dayAndTime(now, me)}</time>
      </PopoverButton>
      <PopoverPanel className="popover" aria-label={say("clock.title")}>
        <p>{say("clock.help")}</p>
        <div className="row">
          {LEAPS.map(([key, by]) => (
            <button type="button" key={key} onClick={() => void leap(by)}>
              {say(key)}
            </button>
          ))}
        </div>
        <form className="row" onSubmit={toDate}>
          <label>
            {say("clock.date")} <input type="date" name="to" required />
          </label>
          <button type="submit">{say("clock.go")}</button>
        </form>
        <p role="status" className={wrong ? "wrong" : ""}>
          {wrong || say("clock.now", { now: dayAndTime(now, me) })}
        </p>
      </PopoverPanel>
    </Popover>
  );
}
