import type { TextKey } from '../../../../platform/i18n/text-key.ts'

/** What each key does, in the order of the list on `?`. The keys themselves are in `src/client/inbox`. */
export const keyList: readonly { keys: readonly string[]; says: TextKey }[] = [
  { keys: ['J', 'K'], says: 'inbox:key.move' },
  { keys: ['X'], says: 'inbox:key.select' },
  { keys: ['Enter'], says: 'inbox:key.open' },
  { keys: ['O'], says: 'inbox:key.preview' },
  { keys: ['A'], says: 'inbox:key.assign' },
  { keys: ['S'], says: 'inbox:key.status' },
  { keys: ['R'], says: 'inbox:key.reply' },
  { keys: ['T'], says: 'inbox:key.template' },
  { keys: ['N'], says: 'inbox:key.note' },
  { keys: ['G', 'I'], says: 'inbox:key.goInbox' },
  { keys: ['G', 'M'], says: 'inbox:key.goMine' },
  { keys: ['G', 'L'], says: 'inbox:key.goLate' },
  { keys: ['/'], says: 'inbox:key.search' },
  { keys: ['Ctrl', 'Enter'], says: 'inbox:key.send' },
  { keys: ['Esc'], says: 'inbox:key.back' },
  { keys: ['U'], says: 'inbox:key.undo' },
  { keys: ['?'], says: 'inbox:key.help' },
]
