import type { DistrictMap } from '../../../platform/charts/district-map.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, Link, Photo, StatTile, Tag } from '../../../platform/http/parts.ts'
import { formatInstant, formatMoment, formatNumber } from '../../../platform/time/format.ts'
import { cityPaths, nameIn } from '../../city/index.ts'
import {
  formatNumber as complaintNumber,
  complaintPaths,
  excerpt,
  nearbyHref,
  publicText,
  type Reading,
  type Status,
  shareLinks,
  sketchWithPin,
  statusTag,
} from '../../complaints/index.ts'
import { eventPaths } from '../paths.ts'
import { doorOf, type OrganiserKind, type PhotoRole } from '../rules.ts'
import { type Shown, shownIn, type Texts, wordsIn } from '../translated.ts'
import { eventTag, kindIcon, kindName, placesText, spokenNames, whenOf, whenText } from '../words.ts'
import type { PublicEvent } from './queries.ts'

export type ShowModel = PageModel & {
  title: Shown & { struck: boolean }
  kind: { label: string; icon: string }
  tag: Tag
  /** Why it is cancelled; that a text is not translated. */
  notices: Alert[]
  facts: { icon: string; label: string; value: string; iso: string | null; href: string | null }[]
  signUp: { href: string; label: string; note: string } | null
  closed: string
  about: Shown
  programme: { lang: string; lines: string[] }
  bring: { lang: string; lines: string[] }
  entrance: Shown
  map: { map: DistrictMap; href: string } | null
  organisers: { name: string; kind: string; contact: string; href: string | null }[]
  results: { tiles: StatTile[]; text: Shown } | null
  /** The first picture from before and from after, side by side. */
  pair: { before: Photo; after: Photo } | null
  pictures: Photo[]
  papers: { href: string; label: string; size: string; lang: string }[]
  complaints: { href: string; category: string; number: string; place: string; tag: Tag }[]
  questions: { text: string; lang: string; answer: string; answerLang: string }[]
  ask: Link | null
  others: Link[]
  links: { href: string; label: string; icon: string }[]
  share: { url: string; title: string; links: Link[] }
}

export const showPage = definePage<ShowModel>('events/show')

export function showModel(event: PublicEvent, reading: Reading): ShowModel {
  const { city, lang, t, now, origin, directory } = reading
  const title = shownIn(event.title, lang)
  const door = doorOf(event, now)
  const url = origin + eventPaths.show(lang, city.slug, event.id)
  return {
    page: {
      title: title.text,
      description: excerpt(
        [whenText(event, reading), wordsIn(event.place, lang), wordsIn(event.about, lang)].join('. '),
        200,
      ),
      crumbs: [
        { href: cityPaths.home(lang, city.slug), label: nameIn(city.names, lang) },
        { href: eventPaths.agenda(lang, city.slug), label: t('events:agenda.title') },
      ],
      kind: 'article',
    },
    title: { ...title, struck: event.state === 'cancelled' },
    kind: { label: kindName(event.kind, t), icon: kindIcon(event.kind) },
    tag: eventTag(event, t, now),
    notices: noticesOf(event, reading),
    facts: factsOf(event, reading),
    signUp:
      door === 'open' || door === 'list'
        ? {
            href: eventPaths.signUp(lang, city.slug, event.id),
            label: t(door === 'open' ? 'events:show.signUp' : 'events:show.joinList'),
            note: t('events:show.until', { moment: formatMoment(event.signUpUntil, lang, reading.timeZone) }),
          }
        : null,
    closed: door === 'closed' ? t('events:show.closed') : door === 'none' ? t('events:show.noSignUp') : '',
    about: shownIn(event.about, lang),
    programme: linesOf(event.programme, reading),
    bring: linesOf(event.bring, reading),
    entrance: shownIn(event.entrance, lang),
    map: mapOf(event, reading),
    organisers: [
      ...(event.officeId === null
        ? []
        : [directory.officeById.get(event.officeId)].flatMap((office) =>
            office === undefined
              ? []
              : [
                  {
                    name: nameIn(office.names, lang),
                    kind: t('events:organiser.office'),
                    contact: office.contacts.phones.join(', '),
                    href: null,
                  },
                ],
          )),
      ...event.organisers.map(({ name, kind, contact }) => ({
        name,
        contact,
        kind: t(`events:organiser.${kind as OrganiserKind}`),
        href: null,
      })),
    ],
    results:
      event.results === null
        ? null
        : { tiles: tilesOf(event.results, reading), text: shownIn(event.results.text, lang) },
    ...picturesOf(event, reading),
    papers: event.papers.map(({ id, title, lang: paperLang, bytes }) => ({
      href: eventPaths.material(lang, city.slug, event.id, id),
      label: title,
      size: t('events:show.size', { size: formatNumber(bytes / 1024 / 1024, lang, 1) }),
      lang: paperLang,
    })),
    complaints: event.complaints.map(({ number, status, categoryId, address }) => {
      const category = categoryId === null ? undefined : directory.categoryById.get(categoryId)
      return {
        href: complaintPaths.show(lang, city.slug, number),
        category: category === undefined ? '' : nameIn(category.names, lang),
        number: complaintNumber(number),
        place: publicText(address, t),
        tag: statusTag(status as Status, t),
      }
    }),
    questions: event.questions.map(({ text, lang: asked, answer, answerLang }) => ({
      text,
      lang: asked,
      answer,
      answerLang: answerLang ?? lang,
    })),
    ask: isComing(event, reading)
      ? { href: eventPaths.question(lang, city.slug, event.id), label: t('events:show.ask') }
      : null,
    others: event.others.map(({ id, startsAt }) => ({
      href: eventPaths.show(lang, city.slug, id),
      label: formatInstant(startsAt, lang, reading.timeZone, 'weekday'),
    })),
    links: isComing(event, reading)
      ? [
          {
            href: eventPaths.calendarOf(lang, city.slug, event.id),
            label: t('events:show.calendar'),
            icon: 'calendar',
          },
        ]
      : [],
    share: { url, title: title.text, links: shareLinks(url, title.text, t) },
  }
}

const isComing = (event: PublicEvent, { now }: Reading): boolean =>
  !['over', 'cancelled'].includes(doorOf(event, now))

function noticesOf(event: PublicEvent, { lang, t }: Reading): Alert[] {
  const notices: Alert[] = []
  if (event.state === 'cancelled') {
    const reason = event.reason === null ? '' : wordsIn(event.reason, lang)
    notices.push({
      tone: 'danger',
      title: t('events:show.cancelled'),
      text: reason || t('events:show.noReason'),
    })
  }
  if (event.about[lang] === '' && wordsIn(event.about, lang) !== '') {
    notices.push({ tone: 'info', text: t('events:show.untranslated') })
  }
  return notices
}

function factsOf(event: PublicEvent, reading: Reading): ShowModel['facts'] {
  const { lang, t } = reading
  const when = whenOf(event, reading)
  const facts = [
    { icon: 'calendar', label: t('events:fact.when'), value: when.text, iso: when.iso, href: null },
    {
      icon: 'map-pin',
      label: t('events:fact.where'),
      value: wordsIn(event.place, lang),
      iso: null,
      href: null,
    },
    {
      icon: 'globe',
      label: t('events:fact.language'),
      value: spokenNames(event.langs),
      iso: null,
      href: null,
    },
    {
      icon: 'users',
      label: t('events:fact.places'),
      value: isComing(event, reading) ? placesText(event, reading) : '',
      iso: null,
      href: null,
    },
    {
      icon: 'play',
      label: t('events:fact.stream'),
      value: event.streamUrl === null ? '' : new URL(event.streamUrl).hostname,
      iso: null,
      href: event.streamUrl,
    },
  ]
  return facts.filter(({ value }) => value !== '')
}

function linesOf(texts: Texts, { lang }: Reading): { lang: string; lines: string[] } {
  const { text, lang: shown } = shownIn(texts, lang)
  return { lang: shown, lines: text.split('\n').filter((line) => line.trim() !== '') }
}

function mapOf({ lat, lon }: PublicEvent, { city, lang, t }: Reading): ShowModel['map'] {
  if (lat === null || lon === null) return null
  const href = nearbyHref(city, lang, { lat, lon })
  const map = sketchWithPin(city, lang, {
    point: { lat, lon },
    areaId: null,
    href,
    label: t('events:show.nearby'),
  })
  return map === null ? null : { map, href }
}

function tilesOf(results: NonNullable<PublicEvent['results']>, { t, lang }: Reading): StatTile[] {
  const { participants, hours, bags } = results
  return [
    { label: t('events:year.participants'), value: formatNumber(participants, lang) },
    ...(hours === 0 ? [] : [{ label: t('events:year.hours'), value: formatNumber(hours, lang) }]),
    ...(bags === 0 ? [] : [{ label: t('events:year.bags'), value: formatNumber(bags, lang) }]),
  ]
}

function picturesOf(event: PublicEvent, { lang, t }: Reading): Pick<ShowModel, 'pair' | 'pictures'> {
  const title = wordsIn(event.title, lang)
  const photos = event.pictures.map(({ id, role, smallWidth, smallHeight }) => ({
    role,
    photo: {
      src: eventPaths.picture(id, 'small'),
      href: eventPaths.picture(id, 'large'),
      alt: t(`events:picture.${role as PhotoRole}`, { title }),
      caption: t(`events:role.${role as PhotoRole}`),
      ...{ width: smallWidth, height: smallHeight, reportHref: null },
    },
  }))
  const first = (wanted: PhotoRole) => photos.find(({ role }) => role === wanted)
  const [before, after] = [first('before'), first('after')]
  if (before === undefined || after === undefined)
    return { pair: null, pictures: photos.map(({ photo }) => photo) }
  const rest = photos.filter((one) => one !== before && one !== after)
  return {
    pair: { before: { ...before.photo, caption: null }, after: { ...after.photo, caption: null } },
    pictures: rest.map(({ photo }) => photo),
  }
}
