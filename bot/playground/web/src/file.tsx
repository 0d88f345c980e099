/** A file with a message or in blocks: a picture is shown, anything else can be taken along. */
import { useEffect, useState } from "react";
import { useHere } from "./app";
import { Sign } from "./sign";
import type { Attached } from "./types";
import { useSeen } from "./store";
import { say } from "./words";

export function File({ file }: { file: Attached }) {
  const content = useContent(file.id, file.mimetype);
  if (file.mode === "tombstone") return <p className="file">{say("message.file_gone")}</p>;
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

/** A picture in blocks; its words where it cannot be shown. */
export function PictureFile({ id, alt }: { id: string; alt: string }) {
  // Of which kind it is, a picture says itself: any that may stand in blocks is shown as one.
  const content = useContent(id, "image/png");
  if (content === undefined) return null;
  if (!content) return <p className="shown-file as-words">{alt}</p>;
  return <img className="shown-file" src={content} alt={alt} />;
}

/** What is in a file, as an address: undefined until it is there, empty where it cannot be had. */
function useContent(id: string, mimetype: string): string | undefined {
  const { store } = useHere();
  const [content, setContent] = useState<string>();
  const gone = useSeen(store, (state) => state.gone.includes(id));
  useEffect(() => {
    void store
      .file(id)
      .then((found) => setContent(found ? `data:${mimetype};base64,${found}` : ""))
      .catch(() => setContent(""));
  }, [store, id, mimetype]);
  return gone ? "" : content;
}

const UNITS = ["B", "kB", "MB", "GB"];

/** How large a file is, as people say it. */
export function sized(bytes: number): string {
  const unit = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return `${Math.round(bytes / 1000 ** unit)} ${UNITS[unit]}`;
}
