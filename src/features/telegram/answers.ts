import type { Deps } from '../../platform/deps.ts'
import { formatDay } from '../../platform/time/format.ts'
import { cityById, nameIn } from '../city/index.ts'
import { complaintPaths, formatNumber, parseNumber, type Status } from '../complaints/index.ts'
import { directoryOf } from '../offices/index.ts'
import type { Message } from './bot-api.ts'
import { openToken, type Talk } from './chat.ts'
import { complaintsOf } from './queries.ts'

const most = 10

/** The state of any complaint by its number: what the public page says to everybody, and where it is. */
export async function stateOf(deps: Deps, { lang }: Talk, typed: string): Promise<Message> {
  const t = deps.texts.in(lang)
  if (typed === '') return { text: t('telegram:status.how') }
  const parsed = parseNumber(typed.slice(0, 40))
  if (!parsed.ok)
    return { text: t(parsed.reason === 'shape' ? 'telegram:status.how' : 'telegram:status.typo') }
  const row = await deps.db.complaint.findUnique({
    where: { number: parsed.number },
    select: { status: true, cityId: true, dueOn: true, open: true, visibility: true },
  })
  const city = row === null ? null : await cityById(deps, row.cityId)
  if (row === null || city === null) return { text: t('telegram:status.missing') }
  const lines = [
    `№ ${formatNumber(parsed.number)}: ${t(`complaints:status.${row.status as Status}`)}`,
    row.open && row.dueOn !== null && row.visibility === 'public'
      ? t('telegram:filed.due', { day: formatDay(row.dueOn.toISOString().slice(0, 10), lang) })
      : '',
    deps.config.publicUrl + complaintPaths.show(lang, city.slug, parsed.number),
  ]
  return { text: lines.filter(Boolean).join('\n') }
}

/** What was filed from this chat, each with its secret link. */
export async function myComplaints(deps: Deps, { lang }: Talk, key: Uint8Array): Promise<Message> {
  const t = deps.texts.in(lang)
  const rows = await complaintsOf(deps, key, most)
  if (rows.length === 0) return { text: t('telegram:my.none') }
  const blocks = await Promise.all(
    rows.map(async (row) => {
      const city = await cityById(deps, row.cityId)
      if (city === null) return ''
      const category =
        row.categoryId === null
          ? undefined
          : (await directoryOf(deps, city.id)).categoryById.get(row.categoryId)
      const token = openToken(deps.keys, { chatKey: key, sealed: row.sealed })
      return [
        `№ ${formatNumber(row.number)}: ${t(`complaints:status.${row.status as Status}`)}`,
        category === undefined ? '' : nameIn(category.names, lang),
        deps.config.publicUrl + complaintPaths.mine(lang, city.slug, token),
      ]
        .filter(Boolean)
        .join('\n')
    }),
  )
  return { text: [t('telegram:my.title'), ...blocks.filter(Boolean)].join('\n\n') }
}
