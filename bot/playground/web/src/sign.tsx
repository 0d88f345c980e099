/** Small signs on buttons, drawn here so that no font is needed for them. */
const PATHS = {
  menu: "M3 5h14M3 10h14M3 15h14",
  clock: "M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15M10 6v4.5l3 2",
  close: "m5 5 10 10M15 5 5 15",
  more: "M4 9.5h1v1H4zM9.5 9.5h1v1h-1zM15 9.5h1v1h-1z",
  down: "m6 8 4 4 4-4",
  clip: "m15.5 9-6 6a3.5 3.5 0 0 1-5-5l6.5-6.5a2.4 2.4 0 0 1 3.4 3.4L8 13.3a1.2 1.2 0 0 1-1.7-1.7L12 6",
  flash: "M11 2 4.5 11.5H10L9 18l6.5-9.5H10z",
  file: "M5.5 2.5h6l3 3v12h-9zM11.5 2.5v3h3",
  behind: "m7 6-4 4 4 4M13 6l4 4-4 4",
  guide: "M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15M10 13.5h.01M7.8 8a2.2 2.2 0 1 1 3 2c-.6.3-.8.7-.8 1.4",
  again: "M16 10a6 6 0 1 1-2-4.5M16 3v3.5h-3.5",
};

export function Sign({ of }: { of: keyof typeof PATHS }) {
  return (
    <svg className="sign" viewBox="0 0 20 20" aria-hidden="true">
      <path d={PATHS[of]} />
    </svg>
  );
}
