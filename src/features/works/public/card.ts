import type { ComplaintCard } from '../../../platform/http/parts.ts'
import { excerpt } from '../../complaints/index.ts'
import type { Around } from '../around.ts'
import { workPaths } from '../paths.ts'
import { kindIcons } from '../rules.ts'
import { periodText, placeLine, stateTag, titleOf, warningOf } from '../view.ts'
import { saidIn } from '../words.ts'
import type { Work } from '../work.ts'

const excerptLength = 160

/** A work as lists show it. `note`: why it stands here, such as the distance; `href`: where it leads when not to its page. */
export function workCard(
  work: Work,
  around: Around,
  { note = null, mark = null, href }: { note?: string | null; mark?: string | null; href?: string } = {},
): ComplaintCard {
  const { city, lang, t } = around
  const title = titleOf(work, lang)
  const why = saidIn(work.words.why, lang)
  const warning = warningOf(work, around)
  const period = periodText(work, around, 'short')
  return {
    href: href ?? workPaths.show(lang, city.slug, work.id),
    title: mark === null ? title.text : t('works:list.numbered', { mark, title: title.text }),
    icon: kindIcons[work.kind],
    tag: stateTag(work, around),
    place: excerpt(placeLine(work, around), 120) || null,
    excerpt: why.text === '' ? null : excerpt(why.text, excerptLength),
    lang: why.text === '' ? title.lang : why.lang,
    deadline:
      warning === null
        ? { text: period, tone: 'neutral', icon: 'calendar' }
        : { text: `${period} · ${warning}`, tone: 'warning', icon: 'triangle-alert' },
    distance: note,
    photo: null,
    date: null,
    number: null,
    supporters: null,
    level: 3,
  }
}
