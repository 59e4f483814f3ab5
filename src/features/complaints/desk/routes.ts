import type { Deps } from '../../../platform/deps.ts'
import type { Route } from '../../../platform/http/route.ts'
import { receivePhotos } from '../../../platform/http/upload.ts'
import * as answer from './answer/handlers.ts'
import { act, photo, show } from './case-handlers.ts'
import { coverHandlers } from './cover-handlers.ts'
import { type DeskForm, deskActs, previewedActs } from './forms.ts'
import * as notices from './notices/handlers.ts'
import * as paper from './paper/handlers.ts'
import { mostAnswerPhotos } from './read-act.ts'

const anyStaff = { staff: 'any' } as const

export const deskRoutes = (deps: Deps): Route[] => [
  { method: 'get', path: '/staff/complaints/:number', access: anyStaff, handlers: [show(deps)] },
  { method: 'get', path: '/staff/photos/:id/:size.jpg', access: anyStaff, handlers: [photo(deps)] },
  ...coverRoutes(deps),
  { method: 'get', path: '/staff/notices', access: anyStaff, handlers: [notices.show(deps)] },
  { method: 'post', path: '/staff/notices/seen', access: anyStaff, handlers: [notices.putAside(deps)] },
  { method: 'post', path: '/staff/notices/mail', access: anyStaff, handlers: [notices.chooseMails(deps)] },
  ...deskActs.map(
    (name): Route => ({
      method: 'post',
      path: `/staff/complaints/:number/${name}`,
      access: anyStaff,
      handlers: [...photosOf(deps, name), act(deps, name)],
    }),
  ),
  ...answerRoutes(deps),
  ...paperRoutes(deps),
]

const photosOf = (deps: Deps, name: DeskForm) =>
  name === 'answer' ? [receivePhotos(deps, { field: 'photos', max: mostAnswerPhotos })] : []

/** What is being written: kept, previewed, thrown away. */
function answerRoutes(deps: Deps): Route[] {
  const path = '/staff/complaints/:number'
  const drafts = { method: 'post', access: anyStaff } as const
  return [
    { method: 'get', path: `${path}/preview`, access: anyStaff, handlers: [answer.showPreview(deps)] },
    ...previewedActs.map((name) => ({
      ...drafts,
      path: `${path}/preview/${name}`,
      handlers: [...photosOf(deps, name), answer.preview(deps, name)],
    })),
    { ...drafts, path: `${path}/draft`, handlers: [answer.saveDraft(deps)] },
    { ...drafts, path: `${path}/draft/discard`, handlers: [answer.discardDraft(deps)] },
  ]
}

/** Contacts behind a button, and what is printed. */
function paperRoutes(deps: Deps): Route[] {
  const path = '/staff/complaints/:number'
  return [
    { method: 'post', path: `${path}/contacts`, access: anyStaff, handlers: [paper.contacts(deps)] },
    { method: 'get', path: `${path}/print`, access: anyStaff, handlers: [paper.card(deps)] },
    { method: 'get', path: `${path}/letters/:scan`, access: anyStaff, handlers: [paper.scan(deps)] },
    { method: 'get', path: `${path}/letter`, access: anyStaff, handlers: [paper.letter(deps)] },
  ]
}

function coverRoutes(deps: Deps): Route[] {
  const path = '/staff/complaints/:number/photos/:photo'
  const cover = coverHandlers(deps)
  return [
    { method: 'get', path, access: anyStaff, handlers: [cover.show] },
    { method: 'post', path, access: anyStaff, handlers: [cover.save] },
  ]
}
