import { cpus } from 'node:os';

/** One measured number. */
export interface Figure {
  readonly bench: string;
  readonly name: string;
  readonly value: number;
  readonly unit: 'ms' | 'MB' | 'nodes' | 'count' | 'times';
  /** What it should be at most; `exactly` where any other value is wrong. */
  readonly most?: number;
  readonly exactly?: number;
}

/** Collects the figures of one bench. */
export interface Notebook {
  add(
    name: string,
    value: number,
    unit: Figure['unit'],
    aim?: Pick<Figure, 'most' | 'exactly'>,
  ): void;
}

/** Whether a figure is what it should be; a figure without an aim always is. */
export function meets({ value, most, exactly }: Figure): boolean {
  if (exactly !== undefined) return value === exactly;
  return most === undefined || value <= most;
}

/** The figures as lines of equal columns. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.bench,
    figure.name,
    `${rounded(figure.value)} ${figure.unit}`,
    aimOf(figure),
    figure.most === undefined && figure.exactly === undefined ? '' : meets(figure) ? 'ok' : 'OVER',
  ]);
  const all = [['bench', 'figure', 'measured', 'aim', ''], ...rows];
  const widths = [0, 1, 2, 3].map((at) => Math.max(...all.map((row) => row[at]?.length ?? 0)));
  return all
    .map((row) => row.map((cell, at) => pad(cell, widths[at] ?? 0, at >= 2)).join('  '))
    .join('\n');
}

/** What `dist/bench.json` holds. */
export function record(figures: readonly Figure[]) {
  const [processor] = cpus();
  return {
    version: 1,
    node: process.version,
    processor: processor?.model ?? 'unknown',
    cores: cpus().length,
    figures: figures.map((figure) => ({ ...figure, ok: meets(figure) })),
  };
}

function aimOf({ most, exactly, unit }: Figure): string {
  if (exactly !== undefined) return `= ${exactly} ${unit}`;
  return most === undefined ? '' : `<= ${most} ${unit}`;
}

function rounded(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 1 ? 1 : 4;
  return String(Number(value.toFixed(digits)));
}

function pad(text: string, width: number, right: boolean): string {
  return right ? text.padStart(width) : text.padEnd(width);
}

/** The middle one of several values. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
