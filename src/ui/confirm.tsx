import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useSpeech } from './text.tsx';

interface ConfirmProps {
  readonly question: string;
  /** What it will do. */
  readonly children: string;
  /** The word on the button that does it. */
  readonly action: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before what cannot be undone; a press of Enter alone does nothing. */
export function Confirm(props: ConfirmProps): JSX.Element {
  const { t } = useSpeech();
  const dialog = useRef<HTMLDialogElement>(null);
  const cancel = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    dialog.current?.showModal();
    cancel.current?.focus();
  }, []);
  return (
    <dialog
      ref={dialog}
      class="confirm"
      role="alertdialog"
      aria-labelledby="confirm-question"
      aria-describedby="confirm-what"
      onClose={props.onClose}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <h2 id="confirm-question">{props.question}</h2>
      <p id="confirm-what">{props.children}</p>
      <div class="confirm-buttons">
        <button ref={cancel} type="button" class="button" onClick={() => dialog.current?.close()}>
          {t('cancel')}
        </button>
        <button
          type="button"
          class="button"
          data-testid="confirm"
          data-weight="danger"
          onClick={() => {
            dialog.current?.close();
            props.onConfirm();
          }}
        >
          {props.action}
        </button>
      </div>
    </dialog>
  );
}
