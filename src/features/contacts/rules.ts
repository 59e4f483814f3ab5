/** What people lose when it stops, in the order of the page. */
export const services = [
  'water',
  'heat',
  'power',
  'gas',
  'lift',
  'house',
  'waste',
  'light',
  'transport',
  'other',
] as const
export type Service = (typeof services)[number]

/** Names of the sprite. */
export const serviceIcons: Readonly<Record<Service, string>> = {
  water: 'droplet',
  heat: 'heater',
  power: 'plug-zap',
  gas: 'flame',
  lift: 'move-vertical',
  house: 'house',
  waste: 'trash-2',
  light: 'lightbulb',
  transport: 'bus',
  other: 'wrench',
}

/** Numbers of `profile.emergency` under which nobody is in danger yet. */
export const helpLines: ReadonlySet<string> = new Set(['city', 'children'])

/** Days after which a number that nobody has called again is not called checked any more. */
export const checkedDays = 365

/** Days for which it is known who was on duty, and for which a word about the site is kept after its end. */
export const keptDays = { duty: 30, problem: 180 } as const
