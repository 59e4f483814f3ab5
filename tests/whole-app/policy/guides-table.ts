/** Guides: everybody in the city reads drafts, the office of a guide writes, heads and the city publish. */
export const guidesStaffTable: Readonly<Record<string, string>> = {
  'get /staff/guides': 'somebody 200',
  'get /staff/guides/sought': 'somebody 200',
  'get /staff/guides/requests': 'someLead 200',
  'get /staff/guides/requests/:asked': 'guideEditors 200',
  'post /staff/guides/requests/:asked': 'guideEditors 422',
  'get /staff/guides/new': 'someGuideWriter 200',
  'post /staff/guides/new': 'someGuideWriter 422',
  'post /staff/guides/letters': 'someLead 303',
  'get /staff/guides/:guideId': 'guideReaders 200',
  'get /staff/guides/:guideId/about': 'officeWork 200',
  'post /staff/guides/:guideId/about': 'officeWork 422',
  'post /staff/guides/:guideId/reviewed': 'officeWork 303',
  'post /staff/guides/:guideId/verdicts': 'officeWork 303',
  'get /staff/guides/:guideId/:wording': 'guideReaders 200',
  'post /staff/guides/:guideId/:wording': 'officeWork 422',
  // no version is open
  'post /staff/guides/:guideId/:wording/send': 'officeWork 409',
  'post /staff/guides/:guideId/:wording/return': 'heads 422',
  'post /staff/guides/:guideId/:wording/publish': 'heads 409',
  'post /staff/guides/:guideId/:wording/withdraw': 'heads 422',
  'get /staff/guides/:guideId/:wording/versions/:revision': 'guideReaders 200',
}

export const guidesOpenTable: Readonly<Record<string, string>> = {
  'get /:lang/:city/unsubscribe-guides/:letters': '404 200 200',
  'post /:lang/:city/unsubscribe-guides/:letters': '404 303 303',
  'get /:lang/:city/guides': '200',
  'get /:lang/:city/guides.atom': '200',
  'get /:lang/:city/guides/topics': '200',
  'get /:lang/:city/guides/topics/:subject': '200',
  'get /:lang/:city/guides/requests': '200',
  'get /:lang/:city/guides/requests/new': '200',
  'post /:lang/:city/guides/requests/new': '422',
  'get /:lang/:city/guides/:guide': '200',
  'get /:lang/:city/guides/:guide/helped': '200',
  'post /:lang/:city/guides/:guide/helped': '422',
}
