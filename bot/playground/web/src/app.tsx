/** The whole page for one person: who and where at the left, what is said in the middle. */
import { Portal } from "@headlessui/react";
import { createContext, useContext, useEffect, useMemo, useRef, useState } from "react";
import { go, HOME, directWith, useWhere, type Where } from "./address";
import { Announcer } from "./announcer";
import { Behind } from "./behind";
import { Conversation } from "./conversation";
import { useEscape } from "./escape";
import { find, giveBack } from "./focus";
import { Modal } from "./modal";
import { Sidebar } from "./sidebar";
import { Thread } from "./thread";
import { Top } from "./top";
import { Tour } from "./tour";
import { start } from "./server";
import { Store, useSeen } from "./store";
import type { Person } from "./types";
import { say, speak } from "./words";

interface Seen {
  store: Store;
  me: Person;
  where: Where;
}

const Here = createContext<Seen | null>(null);

/** Who looks, where, and what they see. */
export function useHere(): Seen {
  return useContext(Here)!;
}

export function App() {
  const where = useWhere();
  const store = useMemo(() => new Store(where.person), [where.person]);
  useEffect(() => () => store.close(), [store]);
  const me = start.people.find((each) => each.id === where.person)!;
  const language = useSeen(store, (state) => state.language);
  speak(language);
  const before = useRef(where.person);
  useEffect(() => {
    if (before.current === where.person) return;
    before.current = where.person;
    giveBack(find(".who [aria-current]"), find(".menu-button"));
  }, [where.person]);
  return (
    <Here.Provider value={{ store, me, where }} key={where.person}>
      <Workspace />
    </Here.Provider>
  );
}

function Workspace() {
  const { store, where } = useHere();
  /** Where the menus open: over the page, and in its landmark. */
  const main = useRef<HTMLElement>(null);
  const [menu, setMenu] = useState(false);
  const [behind, setBehind] = useState(false);
  const [tour, setTour] = useState({ shown: !start.toured, asked: 0 });
  const views = useSeen(store, (state) => state.views);
  const connected = useSeen(store, (state) => state.connected);
  const channel = where.channel === HOME ? directWith(where.person) : where.channel;
  const view = views.at(-1);

  function closeTour() {
    start.toured = true;
    setTour({ ...tour, shown: false });
    void store.act("toured");
  }

  useEffect(() => setMenu(false), [where.channel, where.person, where.thread]);
  useEffect(() => {
    if (menu) return () => giveBack(find(".menu-button"));
  }, [menu]);
  useEscape(() => {
    if (menu) setMenu(false);
    else if (where.thread) go(where.person, channel);
  });
  useAnswerInSight();
  return (
    <div className="page" data-thread={Boolean(where.thread)} data-menu={menu}>
      <a className="skip" href="#messages" onClick={toWriting}>
        {say("skip")}
      </a>
      <Top
        menu={menu}
        onMenu={() => setMenu(!menu)}
        behind={behind}
        onBehind={() => setBehind(!behind)}
        onTour={() => setTour({ shown: true, asked: tour.asked + 1 })}
      />
      {!connected && (
        <p className="warning" role="alert">
          {say("offline")}
        </p>
      )}
      <Sidebar channel={channel} onChoose={() => setMenu(false)} />
      <main ref={main}>
        <Portal.Group target={main}>
          <Conversation key={channel} channel={channel} />
          {where.thread && <Thread key={where.thread} channel={channel} thread={where.thread} />}
        </Portal.Group>
      </main>
      {behind && <Behind onClose={() => setBehind(false)} />}
      {tour.shown && <Tour asked={tour.asked} onClose={closeTour} />}
      {view && <Modal key={view.id} view={view} />}
      <Announcer />
    </div>
  );
}

const SOON = 15_000;

/** When the bot answers this person in a thread, and none is open, that one opens. */
function useAnswerInSight() {
  const { store, where } = useHere();
  const latest = useSeen(store, (state) => state.latest);
  useEffect(() => {
    const thread = latest?.message.thread_ts;
    if (!latest || !thread || where.thread || latest.message.user !== start.bot) return;
    const here = where.channel === HOME ? directWith(where.person) : where.channel;
    if (latest.channel !== here || Date.now() - store.askedAt > SOON) return;
    store.askedAt = 0;
    go(where.person, latest.channel, thread);
    // Only what comes in opens a thread; going somewhere does not.
  }, [latest]);
}

function toWriting(event: React.MouseEvent) {
  event.preventDefault();
  (find(".conversation textarea") ?? find(".conversation"))?.focus();
}
