/** What somebody was writing in a place, kept until it is sent: going away does not lose it. */
import { useState } from "react";
import { useHere } from "./app";

export function useDraft(place: string): [string, (text: string) => void] {
  const { me } = useHere();
  const key = `draft ${me.id} ${place}`;
  const [text, setText] = useState(() => sessionStorage.getItem(key) ?? "");

  function write(text: string) {
    setText(text);
    if (text) sessionStorage.setItem(key, text);
    else sessionStorage.removeItem(key);
  }

  return [text, write];
}
