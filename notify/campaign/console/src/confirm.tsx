// Asking before something happens that cannot be undone, or reaches many people: what happens is said first.
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { type ApiError, asApiError } from "./api";
import { adviceText, problemText } from "./parts";
import { app } from "./texts/app";

export interface ConfirmProps {
  title: string;
  /** The button that does it. */
  does: string;
  danger?: boolean;
  children: ComponentChildren;
  /** Does it; what it throws is shown, and the dialog stays. */
  act: () => Promise<void>;
  /** It was done, or is not to be done. */
  close: () => void;
}

export function Confirm(props: ConfirmProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  useEffect(() => {
    const opener = document.activeElement as HTMLElement | null;
    dialog.current?.showModal();
    return () => {
      if (opener?.isConnected) opener.focus();
      else document.querySelector("h1")?.focus();
    };
  }, []);
  const act = async () => {
    setBusy(true);
    setError(null);
    try {
      await props.act();
      props.close();
    } catch (cause) {
      setError(asApiError(cause));
      setBusy(false);
    }
  };
  return (
    <dialog ref={dialog} class="confirm" aria-labelledby="confirm-title" onClose={props.close}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void act();
        }}
      >
        <h2 id="confirm-title">{props.title}</h2>
        {props.children}
        {error && (
          <div class="note bad" role="alert">
            {error.fields.length === 0 && <p>{problemText(error)}</p>}
            {error.fields.map((field) => (
              <p key={field.path}>{adviceText(field)}</p>
            ))}
          </div>
        )}
        <div class="button-line">
          <button type="submit" class={props.danger ? "button danger" : "button main"} aria-disabled={busy}>
            {props.does}
          </button>
          <button type="button" class="button" onClick={props.close}>
            {app.value.cancel}
          </button>
        </div>
      </form>
    </dialog>
  );
}
