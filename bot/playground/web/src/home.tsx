/** The home page of the bot, drawn for one person. */
import { useEffect } from "react";
import { useHere } from "./app";
import { Blocks } from "./blocks";
import { useSeen } from "./store";
import { say } from "./words";

export function Home() {
  const { store } = useHere();
  const home = useSeen(store, (state) => state.home);
  useEffect(() => void store.openHome(), [store]);
  if (!home) return <p className="list empty">{say("home_empty")}</p>;
  return (
    <div className="home">
      <Blocks
        blocks={home.blocks}
        press={(action_id, block_id, value) =>
          store.act("click", { source: { view: home.id }, action_id, block_id, value })
        }
      />
    </div>
  );
}
