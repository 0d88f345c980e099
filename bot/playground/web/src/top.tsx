/** The bar over the page: where we are, what time it is there, and what can be done with it. */
import { useState } from "react";
import { useHere } from "./app";
import { Ask } from "./ask";
import { Clock } from "./clock";
import icon from "./icon.svg";
import { start } from "./server";
import { say } from "./words";

interface Props {
  menu: boolean;
  onMenu: () => void;
  behind: boolean;
  onBehind: () => void;
  onTour: () => void;
}

export function Top({ menu, onMenu, behind, onBehind, onTour }: Props) {
  const { store } = useHere();
  const [again, setAgain] = useState(false);
  return (
    <header className="top">
      <button type="button" className="menu-button" aria-expanded={menu} onClick={onMenu}>
        <span aria-hidden="true">☰</span> <span className="wide">{say("menu")}</span>
        <span className="for-the-ear narrow">{say("menu")}</span>
      </button>
      <h1>
        <img src={icon} alt="" /> <span>{start.team}</span>
      </h1>
      <Clock />
      <button type="button" aria-pressed={behind} onClick={onBehind}>
        {say("behind.title")}
      </button>
      <button type="button" onClick={onTour}>
        {say("tour.title")}
      </button>
      <button type="button" onClick={() => setAgain(true)}>
        {say("again.title")}
      </button>
      {again && (
        <Ask
          title={say("again.title")}
          text={say("again.sure")}
          yes={say("again.yes")}
          no={say("cancel")}
          danger
          onYes={() => void store.act("start_again")}
          onClose={() => setAgain(false)}
        />
      )}
    </header>
  );
}
