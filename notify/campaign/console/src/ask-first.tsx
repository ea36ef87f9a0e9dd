// A dialog that asks before something is done that cannot be taken back.
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { app } from "./texts/app";

export function AskFirst(props: {
  title: string;
  children: ComponentChildren;
  /** What the button that does it says. */
  does: string;
  danger?: boolean;
  busy?: boolean;
  onYes: () => void;
  onNo: () => void;
}) {
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => box.current?.showModal(), []);
  return (
    <dialog ref={box} aria-labelledby="ask-first-title" onClose={props.onNo}>
      <h2 id="ask-first-title">{props.title}</h2>
      <div class="dialog-body">{props.children}</div>
      <div class="button-line">
        <button
          type="button"
          class={props.danger ? "button danger" : "button main"}
          disabled={props.busy}
          onClick={props.onYes}
        >
          {props.does}
        </button>
        <button type="button" class="button" onClick={() => box.current?.close()}>
          {app.value.cancel}
        </button>
      </div>
    </dialog>
  );
}
