import type { Deps } from '../../platform/deps.ts'
import type { Route } from '../../platform/http/route.ts'
import { ownerLetterHandlers } from './owners/handlers.ts'
import { guidePaths } from './paths.ts'
import { readerForms } from './reading/form-handlers.ts'
import { readingHandlers } from './reading/handlers.ts'
import { staffGuideHandlers } from './writing/guide-handlers.ts'
import { staffListHandlers } from './writing/list-handlers.ts'
import { requestHandlers } from './writing/request-handlers.ts'
import { textHandlers } from './writing/text-handlers.ts'

const base = '/:lang/:city/guides'

/** Public pages. Forms carry a ticket of their own, so they are not kept. */
export function readingRoutes(deps: Deps): Route[] {
  const on = readingHandlers(deps)
  const form = readerForms(deps)
  const page = (path: string, handler: Route['handlers'][number]): Route => ({
    ...{ method: 'get', path, access: 'public', kept: 'page', handlers: [handler] },
  })
  const get = (path: string, handler: Route['handlers'][number]): Route => ({
    ...{ method: 'get', path, access: 'public', handlers: [handler] },
  })
  const post = (path: string, handler: Route['handlers'][number]): Route => ({
    ...{ method: 'post', path, access: 'public', handlers: [handler] },
  })
  return [
    page(base, on.list),
    page(`${base}.atom`, on.feed),
    page(`${base}/topics`, on.topics),
    page(`${base}/topics/:subject`, on.topic),
    page(`${base}/requests`, on.requests),
    get(`${base}/requests/new`, form.showAsk),
    post(`${base}/requests/new`, form.sendAsk),
    page(`${base}/:guide`, on.show),
    get(`${base}/:guide/helped`, form.showHelped),
    post(`${base}/:guide/helped`, form.sendHelped),
  ]
}

/** Pages of staff. Who may do what with a guide is looked up with it. */
export function writingRoutes(deps: Deps): Route[] {
  const list = staffListHandlers(deps)
  const guide = staffGuideHandlers(deps)
  const text = textHandlers(deps)
  const request = requestHandlers(deps)
  const letters = ownerLetterHandlers(deps)
  const leave = {
    path: guidePaths.leaveLetters(':lang', ':city', ':letters'),
    access: 'secret-link',
  } as const
  const route =
    (method: Route['method']) =>
    (path: string, handler: Route['handlers'][number]): Route => ({
      ...{ method, path: `/staff/guides${path}`, access: { staff: 'any' }, handlers: [handler] },
    })
  const [get, post] = [route('get'), route('post')]
  return [
    get('', list.list),
    get('/sought', list.sought),
    get('/requests', request.list),
    get('/requests/:asked', request.show),
    post('/requests/:asked', request.move),
    get('/new', guide.fresh),
    post('/new', guide.create),
    post('/letters', letters.choose),
    get('/:guideId', guide.show),
    get('/:guideId/about', guide.about),
    post('/:guideId/about', guide.change),
    post('/:guideId/reviewed', guide.reviewed),
    post('/:guideId/verdicts', guide.verdicts),
    get('/:guideId/:wording', text.show),
    post('/:guideId/:wording', text.save),
    post('/:guideId/:wording/send', text.send),
    post('/:guideId/:wording/return', text.giveBack),
    post('/:guideId/:wording/publish', text.publish),
    post('/:guideId/:wording/withdraw', text.withdraw),
    get('/:guideId/:wording/versions/:revision', text.version),
    { ...leave, method: 'get', handlers: [letters.show] },
    { ...leave, method: 'post', handlers: [letters.leave] },
  ]
}
