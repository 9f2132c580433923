import type { MachineShape } from './machine-look'

/** What a machine does as a sign in a square of 16; one that runs has none. */
export const MACHINE_SIGNS: Readonly<Record<MachineShape, string>> = {
  runs: '',
  // A cross: nothing comes through.
  offline: 'M4 4 12 12M12 4 4 12',
  // A bar: it stands.
  stands: 'M4 5h8v6h-8z',
  // An hourglass: it waits for something.
  waits: 'M4.5 4h7L4.5 12h7z',
  // A round: one full, the next empty.
  changes: 'M8 4a4 4 0 1 1-3.9 3.2M4 3.5v3.7h3.7',
  // A plus: somebody works at it.
  maintenance: 'M8 4v8M4 8h8',
  idle: 'M5 8h6',
  unknown: 'M6 6.3a2 2 0 1 1 2.6 1.9q-.6.3-.6 1.2M8 11.4v.4',
}
