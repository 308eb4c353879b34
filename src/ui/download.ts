import type { ExportedFile } from '../core/formats/export.ts';

/** Milliseconds that a browser may take to fetch what it was told to save. */
const KEEP_MS = 60_000;

/** Saves a file as the browser saves downloads. Needs no permission. */
export function download(file: ExportedFile): void {
  const link = document.createElement('a');
  link.href = addressOf(file);
  link.download = file.name;
  document.body.append(link);
  link.click();
  link.remove();
}

/** Lets a file be dragged out of the page; Chromium saves it where it is dropped. */
export function dragOut(file: ExportedFile, data: DataTransfer): void {
  data.effectAllowed = 'copy';
  data.setData('DownloadURL', `${file.type}:${file.name}:${addressOf(file)}`);
}

function addressOf({ pieces, type }: ExportedFile): string {
  const address = URL.createObjectURL(new Blob([...pieces], { type }));
  setTimeout(() => URL.revokeObjectURL(address), KEEP_MS);
  return address;
}
