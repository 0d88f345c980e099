/** The bar over the page: where we are, what time it is there, and what can be done with it. */
import { useState } from "react";
import { useHere } from "./app";
import { Ask } from "./ask";
import { Clock } from "./clock";
import icon from "./icon.svg";
import { start } from "./server";
import { Sign } from "./sign";
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
        <Sign of="menu" /> <span className="for-the-ear">{say("menu")}</span>
      </button>
      <h1>
        <img src={icon} alt="" /> <span>{start.team}</span>
      </h1>
      <Clock />
      <button type="button" aria-pressed={behind} onClick={onBehind}>
        <Sign of="behind" /> <span className="wide">{say("behind.title")}</span>
      </button>
      <button type="button" onClick={onTour}>
        <Sign of="guide" /> <span className="wide">{say("tour.title")}</span>
      </button>
      <button type="button" onClick={() => setAgain(true)}>
        <Sign of="again" /> <span className="wide">{say("again.title")}</span>
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
