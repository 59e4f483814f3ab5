import { accountPaths, issueSetupLink } from '../../src/features/accounts/index.ts'
import { analysisPaths } from '../../src/features/analysis/index.ts'
import { apiPaths } from '../../src/features/api/index.ts'
import { cityPaths } from '../../src/features/city/index.ts'
import { deskActs } from '../../src/features/complaints/desk/forms.ts'
import { complaintPaths, deskPaths } from '../../src/features/complaints/index.ts'
import { contactPaths } from '../../src/features/contacts/index.ts'
import { eventDeskPaths, eventPaths } from '../../src/features/events/paths.ts'
import { guidePaths, guideStaffPaths } from '../../src/features/guides/index.ts'
import { homePaths, infoPages } from '../../src/features/home/paths.ts'
import { newsPaths } from '../../src/features/news/index.ts'
import { openDataPaths } from '../../src/features/open-data/index.ts'
import { open311Paths } from '../../src/features/open311/index.ts'
import { receptionDeskPaths, receptionPaths } from '../../src/features/receptions/index.ts'
import { searchPaths } from '../../src/features/search/index.ts'
import { statisticsPaths } from '../../src/features/statistics/index.ts'
import { widgetPaths } from '../../src/features/widget/index.ts'
import type { Lang } from '../../src/platform/i18n/texts.ts'
import { type LivedIn, mineOf, situations } from './lived-in.ts'
import type { Portal } from './portal.ts'

/** A page of the portal as it answers requests, with the code that it is expected to answer. */
export type RealPage = { name: string; path: string; status: number; staff?: true }

const slug = 'synaqqala'

/** Every page that anybody or the holder of a secret link may open, in one language. */
export function residentPages({ complaints, draft, event }: LivedIn, lang: Lang): RealPage[] {
  const list = (name: string, filter: Record<string, string>) => [
    name,
    complaintPaths.list(lang, slug, filter),
  ]
  const steps = Object.entries(draft).map(([step, path]) => [
    `filing ${step}`,
    path.replace(/^\/ru\//, `/${lang}/`),
  ])
  const good = [
    ['cities', homePaths.cities(lang)],
    ['home', cityPaths.home(lang, slug)],
    ['home of an empty city', cityPaths.home(lang, 'basqaqala')],
    ...infoPages.map((page) => [page, homePaths.info(lang, slug, page)]),
    list('list', {}),
    list('list, filtered', { status: 'open', district: 'west', sort: 'old', photo: '1' }),
    list('list, nothing found', { q: 'жоқ нәрсе', overdue: '1' }),
    list('list, nonsense', { status: 'drop', page: '-5', from: 'yesterday' }),
    ['map', complaintPaths.map(lang, slug)],
    ['track', complaintPaths.track(lang, slug)],
    ['search', searchPaths.page(lang, slug)],
    ['search, found', searchPaths.page(lang, slug, { q: 'шұңқыр' })],
    ['search, nothing found', searchPaths.page(lang, slug, { q: 'жоқ нәрсе' })],
    ['statistics', statisticsPaths.city(lang, slug)],
    ['statistics, filtered', statisticsPaths.city(lang, slug, { category: 'potholes', from: '2026-03-01' })],
    ['statistics of an empty city', statisticsPaths.city(lang, 'basqaqala')],
    ['method', statisticsPaths.method(lang, slug)],
    ['statistics of all cities', statisticsPaths.nation(lang)],
    ['statistics of a category', statisticsPaths.category(lang, slug, 'potholes')],
    ['statistics, a chart', statisticsPaths.chart(lang, slug, 'flow', { category: 'potholes' })],
    ['statistics, a chart of an office', statisticsPaths.chart(lang, slug, 'days', { office: 'roads' })],
    ['statistics, a chart of offices', statisticsPaths.chart(lang, slug, 'waits')],
    ['statistics, a chart in a frame', statisticsPaths.chartEmbed(lang, slug, 'flow')],
    ['offices', statisticsPaths.offices(lang, slug)],
    ...['roads', 'housing', 'power', 'akimat'].map((code) => [
      `office ${code}`,
      statisticsPaths.office(lang, slug, code),
    ]),
    ['contacts', contactPaths.page(lang, slug)],
    ['contacts, a word about the site', contactPaths.problem(lang, slug, { page: `/${lang}/${slug}` })],
    ['receptions', receptionPaths.list(lang, slug)],
    ['receptions, bodies', receptionPaths.bodies(lang, slug)],
    ['receptions, visits', receptionPaths.statistics(lang, slug)],
    ['filing', complaintPaths.new(lang, slug)],
    ...steps,
    ['filed', complaintPaths.filed(lang, slug, complaints.fresh.secretToken)],
    ...['receipt', 'formal'].map((page) => [
      `${page} of a complaint`,
      `${mineOf(complaints.fresh, lang)}/${page}`,
    ]),
    ['formal, answered', complaintPaths.formalText(lang, slug, complaints.answered.number)],
    ['embed', complaintPaths.embed(lang, slug, complaints.fixed.number)],
    ['following', complaintPaths.follow(lang, slug)],
    ['following a complaint', complaintPaths.follow(lang, slug, { complaint: complaints.fresh.number })],
    ['news', newsPaths.list(lang, slug)],
    ['news archive', newsPaths.list(lang, slug, { month: '2026-03' })],
    ['appeals', analysisPaths.page(lang, slug)],
    ['my reports', complaintPaths.my(lang, slug)],
    ['me too', complaintPaths.meToo(lang, slug, complaints.fresh.number)],
    ['still there', complaintPaths.witness(lang, slug, complaints.fresh.number)],
    ['withdraw', `${mineOf(complaints.fresh, lang)}/withdraw`],
    ['offline', complaintPaths.offline(lang, slug)],
    ['open311', open311Paths.guide(lang, slug)],
    ['widget builder', openDataPaths.widgets(lang, slug)],
    ['widget', widgetPaths.frame(lang, slug)],
    ['api guide', apiPaths.guide(lang, slug)],
    ['open data', openDataPaths.page(lang, slug)],
    ['data dictionary', openDataPaths.dictionary(lang, slug)],
    ['report of a violation', complaintPaths.report(lang, slug, complaints.answered.number)],
    ['events', eventPaths.agenda(lang, slug)],
    ['events, nothing found', eventPaths.agenda(lang, slug, { kind: 'marathon', free: '1' })],
    ['event', eventPaths.show(lang, slug, event)],
    ['event sign-up', eventPaths.signUp(lang, slug, event)],
    ['event question', eventPaths.question(lang, slug, event)],
    ['event help', eventPaths.ask(lang, slug)],
    ['guides', guidePaths.list(lang, slug)],
    ['guides, found', guidePaths.list(lang, slug, { q: 'жылу' })],
    ['guides, nothing found', guidePaths.list(lang, slug, { q: 'ghjkl' })],
    ['guides, topic', guidePaths.topic(lang, slug, 'heat')],
    ['guides, topics', guidePaths.topics(lang, slug)],
    ['guides, requests', guidePaths.requests(lang, slug)],
    ['guides, asking', guidePaths.ask(lang, slug)],
    ['guide ', guidePaths.show(lang, slug, 'cold-flat')],
    ['guide helped', guidePaths.helped(lang, slug, 'cold-flat')],
    ['own data', complaintPaths.data(lang, slug, complaints.fresh.secretToken)],
    ...situations.flatMap((situation) => [
      [`complaint ${situation}`, complaintPaths.show(lang, slug, complaints[situation].number)],
      [`own complaint ${situation}`, mineOf(complaints[situation], lang)],
    ]),
  ].map(([name = '', path = '']) => ({ name, path, status: 200 }))
  return [
    ...good,
    { name: 'a number with a typo', path: complaintPaths.show(lang, slug, '260312345678'), status: 404 },
    { name: 'no such page', path: `/${lang}/${slug}/nothing`, status: 404 },
    { name: 'no such city', path: `/${lang}/atlantis`, status: 404 },
    {
      name: 'a draft that is gone',
      path: complaintPaths.step(lang, slug, 'A'.repeat(22), 'what'),
      status: 404,
    },
    { name: 'bad statistics', path: statisticsPaths.city(lang, slug, { from: 'x' }), status: 400 },
  ]
}

/** Every page of the staff, as the executor of the roads sees it. */
export async function staffPages(portal: Portal, { complaints, event }: LivedIn): Promise<RealPage[]> {
  const at = portal.deps.now().epochMilliseconds
  const link = await issueSetupLink(portal.deps, { email: 'operator@example.kz', at })
  const show = (number: string) => deskPaths.show(number)
  const pages: [string, string][] = [
    ['inbox', deskPaths.inbox()],
    ...['mine', 'late', 'ended', 'moderation'].map((view): [string, string] => [
      `inbox ${view}`,
      deskPaths.inbox({ view }),
    ]),
    ['inbox, nothing found', deskPaths.inbox({ q: 'нетакого' })],
    ['inbox, narrowed', deskPaths.inbox({ age: '0-7', assignee: 'none', channel: 'web', sort: 'oldest' })],
    ['inbox preview', deskPaths.inboxPreview(complaints.fresh.number)],
    ['inbox settings', deskPaths.inboxSettings()],
    ['event desk', eventDeskPaths.list()],
    ['event desk, one', eventDeskPaths.show(event)],
    ['event desk, editor', eventDeskPaths.edit(event)],
    ['event desk, people', eventDeskPaths.people(event)],
    ['event desk, results', eventDeskPaths.results(event)],
    ['event desk, questions', eventDeskPaths.questions(event)],
    ['sessions', accountPaths.sessions()],
    ['security', accountPaths.security()],
    ['confirm', accountPaths.confirm()],
    ['notices', deskPaths.notices()],
    ['guide list', guideStaffPaths.list()],
    ['guide list, sought', guideStaffPaths.sought()],
    ['guide list, new', guideStaffPaths.fresh()],
    ['staff, receptions', receptionDeskPaths.home(slug)],
    ['staff, bodies of receptions', receptionDeskPaths.bodies(slug)],
    ['staff, promises', receptionDeskPaths.promises(slug)],
    ...deskActs.map((act): [string, string] => [
      `desk ${act}`,
      `${show(complaints.fresh.number)}?act=${act}`,
    ]),
    ['desk, answered with photos', show(complaints.fixed.number)],
    ['desk, held', show(complaints.held.number)],
    ['desk, card', deskPaths.printCard(complaints.fresh.number)],
  ]
  return [
    { name: 'sign-in', path: accountPaths.signIn(), status: 200 },
    { name: 'set-up', path: accountPaths.setUp(link?.token ?? ''), status: 200 },
    { name: 'set-up, gone', path: accountPaths.setUp('A'.repeat(22)), status: 410 },
    ...pages.map(([name, path]) => ({ name, path, status: 200, staff: true as const })),
  ]
}
