import type { MachineShape } from '../../kissmetrics/machine-ids.ts';

/** A stand-in of the same form as an ID that a program made, so that it is judged in the same way. */
export function machineStandIn(shape: MachineShape, number: number): string {
  const digits = (length: number) => String(number).padStart(length, '0');
  switch (shape) {
    case 'uuid':
      return `facade00-0000-4000-8000-${digits(12)}`;
    case 'hex44':
      return `facade${digits(38)}`;
    case 'mixpanel':
      return `facade${digits(8)}-facade00000000-facade00-facade-facade00000000`;
    case 'ga':
      return `1${digits(9)}.1000000000`;
    case 'ulid':
      return `01MASKED${digits(18)}`;
    case 'random':
      return `Masked-Random-${digits(8)}`;
  }
}
