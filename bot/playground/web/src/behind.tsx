/** Behind the page: what the bot and the workspace send each other, and what is stored. */
import { useEffect, useState } from "react";
import { useHere } from "./app";
import { useFocusBack } from "./focus";
import { Sign } from "./sign";
import type { Passage } from "./types";
import { say } from "./words";

const LOOK_AGAIN = 1000;
const KEPT = 300;

export function Behind({ onClose }: { onClose: () => void }) {
  const [stored, setStored] = useState(false);
  useFocusBack();
  return (
    <section className="behind" aria-label={say("behind.title")}>
      <header>
        <h2>{say("behind.title")}</h2>
        <div className="tabs">
          <button type="button" aria-pressed={!stored} onClick={() => setStored(false)}>
            {say("behind.traffic")}
          </button>
          <button type="button" aria-pressed={stored} onClick={() => setStored(true)}>
            {say("behind.stored")}
          </button>
        </div>
        <button type="button" className="close" onClick={onClose}>
          <Sign of="close" /> <span className="for-the-ear">{say("close")}</span>
        </button>
      </header>
      {stored ? <Stored /> : <Traffic />}
    </section>
  );
}

/** Asks something, and again whenever something passed since, as long as it is in sight. */
function useAgain(ask: (passed: number) => Promise<void>) {
  const { store } = useHere();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    let gone = false;
    let seen = -1;
    async function look() {
      const passed = await store.act<number>("passed");
      if (passed !== seen) await ask(passed);
      seen = passed;
    }
    async function again() {
      await look().catch(() => undefined);
      if (!gone) timer = setTimeout(() => void again(), LOOK_AGAIN);
    }
    void again();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
    // Asked for as long as this is shown; what it asks does not change.
  }, []);
}

function Traffic() {
  const { store } = useHere();
  const [passed, setPassed] = useState<Passage[]>([]);
  const [newest] = useState({ number: 0 });
  useAgain(async (count) => {
    if (count < newest.number) {
      // The workspace was started again, and counts from the beginning.
      newest.number = 0;
      setPassed([]);
    }
    const told = await store.act<Passage[]>("traffic", { after: newest.number });
    if (!told.length) return;
    newest.number = told.at(-1)!.number;
    setPassed((known) => [...told.reverse(), ...known].slice(0, KEPT));
  });
  return (
    <div className="scroll" tabIndex={0} role="group" aria-label={say("behind.traffic")}>
      <p>{say("behind.help_traffic")}</p>
      {passed.map((each) => (
        <One key={each.number} passage={each} />
      ))}
    </div>
  );
}

function One({ passage }: { passage: Passage }) {
  const toBot = passage.direction === "to the bot";
  return (
    <details>
      <summary data-to-bot={toBot}>
        <span aria-hidden="true">{toBot ? "→" : "←"}</span>{" "}
        {say(toBot ? "behind.to_bot" : "behind.from_bot")} <b>{kindOf(passage)}</b>{" "}
        {say("behind.took", { milliseconds: passage.milliseconds.toFixed(1) })}
        {!passage.ok && <span className="wrong"> {say("behind.refused")}</span>}
      </summary>
      <h3>{say("behind.payload")}</h3>
      <Json value={passage.payload} />
      <h3>{say("behind.response")}</h3>
      <Json value={passage.response} />
    </details>
  );
}

/** What passed: the method that was called, or the kind of event or interaction. */
function kindOf({ kind, payload }: Passage): string {
  const held = payload as { type?: string; command?: string; event?: { type?: string } } | null;
  return [kind, held?.event?.type ?? held?.command ?? held?.type].filter(Boolean).join(" · ");
}

function Json({ value }: { value: unknown }) {
  return <pre tabIndex={0}>{JSON.stringify(value, null, 2)}</pre>;
}

interface Purchase {
  id: string;
  title: string;
}

function Stored() {
  const { store } = useHere();
  const [purchases, setPurchases] = useState<Purchase[]>([]);
  const [chosen, setChosen] = useState("");
  useAgain(async () => setPurchases(await store.act<Purchase[]>("stored")));
  const shown = purchases.find((each) => each.id === chosen) ?? purchases.at(-1);
  return (
    <div className="scroll" tabIndex={0} role="group" aria-label={say("behind.stored")}>
      <p>{say("behind.help_stored")}</p>
      {shown ? (
        <>
          <label>
            {say("behind.which")}{" "}
            <select value={shown.id} onChange={(event) => setChosen(event.currentTarget.value)}>
              {purchases.map((each) => (
                <option key={each.id} value={each.id}>
                  {each.id} · {each.title.slice(0, 60)}
                </option>
              ))}
            </select>
          </label>
          <Json value={shown} />
        </>
      ) : (
        <p>{say("behind.none")}</p>
      )}
    </div>
  );
}
