import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Icon } from '../../ui/icons.tsx';
import { useSpeech } from '../../ui/text.tsx';

/** Takes files that are dropped anywhere on the panel, and says so while they hang over it. */
export function DropZone({
  onFiles,
  children,
}: {
  readonly onFiles: (files: readonly File[]) => void;
  readonly children: ComponentChildren;
}): JSX.Element {
  const { t } = useSpeech();
  const [over, setOver] = useState(false);
  const holdsFiles = (event: DragEvent): boolean =>
    event.dataTransfer?.types.includes('Files') === true;
  return (
    <main
      class="panel"
      onDragOver={(event) => {
        if (!holdsFiles(event)) return;
        // Without this the browser would open the file in the panel's place.
        event.preventDefault();
        if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
        setOver(true);
      }}
      onDragLeave={(event) => {
        const to = event.relatedTarget;
        if (!(to instanceof Node && event.currentTarget.contains(to))) setOver(false);
      }}
      onDrop={(event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        setOver(false);
        const files = [...(event.dataTransfer?.files ?? [])];
        if (files.length > 0) onFiles(files);
      }}
    >
      {children}
      {over && (
        <div class="drop" aria-hidden="true">
          <Icon name="open" />
          {t('import_drop')}
        </div>
      )}
    </main>
  );
}
