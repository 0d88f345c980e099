/** A file with a message: a picture is shown, anything else can be taken along. */
import { useEffect, useState } from "react";
import { useHere } from "./app";
import { Sign } from "./sign";
import type { Attached } from "./types";
import { say } from "./words";

export function File({ file }: { file: Attached }) {
  const { store } = useHere();
  const [content, setContent] = useState("");
  useEffect(() => {
    void store
      .file(file.id)
      .then((found) => setContent(found ? `data:${file.mimetype};base64,${found}` : ""))
      .catch(() => setContent(""));
    // Not by the file itself: that is new at every change of its message.
  }, [store, file.id, file.mimetype]);
  if (file.mimetype.startsWith("image/") && content) {
    return <img className="shown-file" src={content} alt={file.alt_txt || file.title} />;
  }
  return (
    <p className="file">
      <Sign of="file" />{" "}
      {say("message.file", { name: file.title, size: sized(file.size) })}{" "}
      {content && (
        <a href={content} download={file.name}>
          {say("message.download")} <span className="for-the-ear">{file.name}</span>
        </a>
      )}
    </p>
  );
}

function sized(bytes: number): string {
  return bytes < 1000 ? `${bytes} B` : `${Math.round(bytes / 1000)} kB`;
}
