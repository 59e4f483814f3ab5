export { addToComplaint } from './actions/add-to-complaint.ts'
export { beginDraft } from './actions/begin-draft.ts'
export { ChangedMeanwhile, changeComplaint } from './actions/change-complaint.ts'
export {
  DraftChanged,
  type Filed,
  type Filing,
  fileComplaint,
  nullIfJoined,
} from './actions/file-complaint.ts'
export { type JoinResult, joinComplaint } from './actions/join-complaint.ts'
export { addLetterScan, mostScans, removeLetterScan } from './actions/letter-scans.ts'
export { type Decision, moderate } from './actions/moderate.ts'
export { recomputeProjections } from './actions/recompute-projections.ts'
export { rescheduleComplaint } from './actions/reschedule-complaint.ts'
export { ComplaintFull } from './actions/resident-act.ts'
export { saveDraft } from './actions/save-draft.ts'
export { NotAllowed } from './actions/staff-act.ts'
export { chooseDailyMail } from './actions/staff-notices.ts'
export {
  type Supporter,
  supportByDevice,
  supportByFollower,
  supportOfDevice,
  withdrawSupport,
} from './actions/support-complaint.ts'
export { transferComplaint } from './actions/transfer-complaint.ts'
export { answersInWords } from './answers-in-words.ts'
export type { BulkComplaint, BulkPhoto } from './bulk/bulk-complaint.ts'
export { reserveComplaintIds, writeComplaints } from './bulk/write-complaints.ts'
export { sendCalendar } from './calendar.ts'
export { channelName } from './channel-name.ts'
export { checkProjections, type ProjectionFault } from './check-projections.ts'
export { type ConsentVersion, comparedSince, consentVersions, currentConsent } from './consent.ts'
export { deadlineLine } from './deadline-line.ts'
export {
  fieldProblem,
  piecesOf,
  type TemplateField,
  type TextPiece,
  templateFields,
  templatePurposes,
} from './desk/answer/template-fields.ts'
export { mostWaiting, waitingSql } from './desk/notices/waiting.ts'
export { deviceTokens, forgetOnDevice, rememberOnDevice } from './device-list.ts'
export { findDuplicates } from './duplicates/find-duplicates.ts'
export { signedHash } from './duplicates/photo-hash.ts'
export { type Actor, type ComplaintEvent, importer, resident, system } from './events.ts'
export { likelyEmail, normaliseEmail, normalisePhone } from './filing/contacts.ts'
export {
  draftDays,
  emptyDraft,
  isPlaceComplete,
  isTextComplete,
  mostMetres,
  mostPhotos,
  placeLimit,
  textLimits,
  unknownCategory,
} from './filing/draft.ts'
export { draftFiling } from './filing/draft-filing.ts'
export { pointOf } from './filing/forms.ts'
export {
  currentCategories,
  dangerousCategory,
  guessedCategories,
  optionOf,
} from './filing/pages/category-choice.ts'
export { defaultReplyLang } from './filing/pages/check.ts'
export { callsOf } from './filing/pages/danger.ts'
export { similarCard } from './filing/pages/similar.ts'
export type { Filer } from './filing/pages/surroundings.ts'
export { type PointMap, pointMap } from './filing/point-map.ts'
export { type Draft, draftByToken, type FiledComplaint, filedComplaint } from './filing/queries.ts'
export { type Similar, similarOf } from './filing/similar.ts'
export { isInCity, placeOf } from './filing/where-handlers.ts'
export { holdReasonsIn } from './hold-reasons.ts'
export { isLead } from './inbox/views.ts'
export { followable, type News, newsOf } from './news.ts'
export { eventNotice } from './notify/event-notice.ts'
export { recordRefusedMail, stopMails } from './notify/letters.ts'
export { formatNumber, newNumber, parseNumber } from './number.ts'
export {
  hasReported,
  isReporter,
  type OwnComplaint,
  ownComplaintsByEmail,
  ownComplaintsByToken,
} from './own-complaints.ts'
export { type Part, partName, partOf } from './parts.ts'
export { complaintPaths, deskPaths } from './paths.ts'
export { picturePairs } from './picture-pairs.ts'
export { type ComplaintState, IllegalTransition, projectAll } from './projection.ts'
export { promisesOf } from './promises.ts'
export { complaintCard } from './public/complaint-card.ts'
export { excerpt } from './public/excerpt.ts'
export { conditionOf } from './public/list/conditions.ts'
export { type FeedModel, sendFeed } from './public/list/feed.ts'
export { activeNames, type Filter, filterParams, noFilter, parseFilter } from './public/list/filter.ts'
export { type Mark, type TableRow, tableRows } from './public/list/queries.ts'
export { partLabel } from './public/list/sentence.ts'
export { districtsOf, linesOf, sketchWithPin } from './public/map/sketch.ts'
export { type Reading, readingOf } from './public/reading.ts'
export { sampleNow, sampleReading } from './public/sample-reading.ts'
export { nearbyHref } from './public/show/place.ts'
export {
  type ComplaintRow,
  type EntryRow,
  publicComplaint,
  publicComplaints,
} from './public/show/queries.ts'
export { timelineOf } from './public/show/timeline.ts'
export { photoIsPublic } from './public/visible-photo.ts'
export {
  publicAddressSql,
  publicLandmarkSql,
  publicText,
  publicTextSql,
  storedForm,
  storedPublicText,
} from './public-text.ts'
export { contentDigest, digestOfText } from './receipt/content.ts'
export {
  isOurReceipt,
  parseReceiptCode,
  publicKeysOf,
  type SignedReceipt,
} from './receipt/signed-receipt.ts'
export {
  type Channel,
  channels,
  type EventKind,
  endingKinds,
  type HideGround,
  hideGrounds,
  isOfPeople,
  isOpen,
  mayCause,
  type Outcome,
  openStatuses,
  outcomes,
  type RefusalGround,
  type Role,
  refusalGrounds,
  type Status,
  statuses,
  type Verdict,
} from './rules.ts'
export { sampleCity, sampleDirectory } from './sample-city.ts'
export { holdReasons } from './screening.ts'
export { checkSearch, rebuildSearch } from './search/keep.ts'
export { shareLinks } from './share/share-links.ts'
export { outcomeTag, statusTag } from './status-tag.ts'
export { columnsOf, toEntry, toEvent } from './stored.ts'
export { readerOf, sendToStaff } from './terms/term-mail.ts'
