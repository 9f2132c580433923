export { JournalFile } from './journal-file'
export { writeWhole } from './write-whole'
