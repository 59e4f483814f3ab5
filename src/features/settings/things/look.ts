import { z } from 'zod'
import { maxMarkBytes } from '../../../platform/images/image-result.ts'
import { formatNumber } from '../../../platform/time/format.ts'
import type { Around, Danger, Json, Thing } from '../thing.ts'

const signature = Buffer.from('89504e470d0a1a0a', 'hex')

/** A PNG as the image child writes them; the bytes stand in the document so that the file of settings holds them. */
const Logo = z.strictObject({
  png: z.base64({ error: 'settings:error.logo' }).refine(
    (text) => {
      const bytes = Buffer.from(text, 'base64')
      return bytes.length <= maxMarkBytes && bytes.subarray(0, 8).equals(signature)
    },
    { error: 'settings:error.logo' },
  ),
  width: z.int().min(1).max(132),
  height: z.int().min(1).max(132),
})
export type Logo = z.infer<typeof Logo>

/** The colour and the logo of a city. */
export const LookDoc = z.strictObject({
  brandColour: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/, { error: 'settings:error.colour' })
    .transform((hex) => hex.toUpperCase()),
  logo: Logo.nullable().default(null),
})
export type LookDoc = z.infer<typeof LookDoc>

export const look: Thing<LookDoc> = {
  kind: 'look',
  doc: LookDoc,
  blank: () => ({ brandColour: '', logo: null }),
  groups: [
    {
      title: 'settings:group.colour',
      hint: 'settings:hint.colour',
      fields: [{ path: 'brandColour', control: 'colour', label: 'settings:field.brandColour', width: 'm' }],
    },
  ],
  title: (_key, _doc, { t }) => t('settings:thing.look'),
  dangers: (): Danger[] => [],
  kept: [{ path: 'logo', label: 'settings:field.logo', words: logoWords }],
  plannable: false,
}

export function logoWords(value: Json, { t, lang }: Pick<Around, 't' | 'lang'>): string {
  const { png, width, height } = value as Logo
  const kilobytes = formatNumber(Buffer.from(png, 'base64').length / 1000, lang, 1)
  return t('settings:logo.facts', { width, height, kilobytes })
}
