/** Columns that a person may choose; deadline, number and what it is about are always there. */
export const columns = [
  'place',
  'office',
  'assignee',
  'status',
  'age',
  'received',
  'channel',
  'marks',
] as const
export type Column = (typeof columns)[number]

export const usualColumns: readonly Column[] = ['place', 'office', 'assignee', 'status', 'age', 'marks']

/** Height of a row: 32 or 40 px. */
export const densities = ['dense', 'roomy'] as const
export type Density = (typeof densities)[number]

/** Where an act on a complaint leads. */
export const waysOn = ['stay', 'next', 'list'] as const
export type WayOn = (typeof waysOn)[number]

/** How a person likes to work through the inbox. */
export type Preferences = {
  columns: readonly Column[]
  density: Density
  /** Keys of one letter do something. */
  keys: boolean
  afterAct: WayOn
}

export const usualPreferences: Preferences = {
  columns: usualColumns,
  density: 'dense',
  keys: true,
  afterAct: 'stay',
}

/** As a row of the database has them; names that no longer exist are left out. */
export function preferencesOf(row: {
  columns: string
  density: string
  keys: boolean
  after_act: string
}): Preferences {
  const chosen = row.columns.split(' ')
  return {
    columns: columns.filter((column) => chosen.includes(column)),
    density: densities.find((one) => one === row.density) ?? usualPreferences.density,
    keys: row.keys,
    afterAct: waysOn.find((one) => one === row.after_act) ?? usualPreferences.afterAct,
  }
}
