import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, EmptyState, Tag, When } from '../../../platform/http/parts.ts'
import { formatMoment } from '../../../platform/time/format.ts'
import { accountPaths, type PeopleDone } from '../paths.ts'
import { mostPeople, type PersonRow } from './queries.ts'
import { type Around, factorTag, noticeOf, roleText, stateTag } from './words.ts'

export type PeopleModel = PageModel & {
  notice: Alert | null
  text: string
  searchHref: string
  inviteHref: string
  people: {
    name: string
    href: string
    email: string
    roles: string[]
    state: Tag
    seen: When | null
    factor: Tag
  }[]
  more: string | null
  empty: EmptyState | null
}

export const peoplePage = definePage<PeopleModel>('accounts/people', { layout: 'staff' })

export function peopleModel(
  around: Around,
  { rows, text, done }: { rows: readonly PersonRow[]; text: string; done?: PeopleDone | undefined },
): PeopleModel {
  const { t, lang, places } = around
  const timeZone = places[0]?.city.timeZone ?? 'UTC'
  return {
    page: { title: t('accounts:people.title'), noindex: true },
    notice: noticeOf(t, done),
    text,
    searchHref: accountPaths.people(),
    inviteHref: accountPaths.invite(),
    people: rows.map((row) => ({
      ...{ name: row.name, email: row.email, href: accountPaths.person(row.id) },
      roles: row.roles.map((role) => roleText(around, role)),
      state: stateTag(t, row),
      factor: factorTag(t, row.hasFactor),
      seen: row.seenAt && {
        iso: row.seenAt.toISOString(),
        text: formatMoment(row.seenAt.getTime(), lang, timeZone),
      },
    })),
    more: rows.length === mostPeople ? t('accounts:people.more', { count: mostPeople }) : null,
    empty:
      rows.length > 0
        ? null
        : {
            title: t('accounts:people.none'),
            icon: 'users',
            actions: [{ href: accountPaths.people(), label: t('accounts:people.all') }],
          },
  }
}
