/** Of all figures; its name is the same in every language. */
export const LICENCE = { name: 'CC BY 4.0', href: 'https://creativecommons.org/licenses/by/4.0/' } as const
