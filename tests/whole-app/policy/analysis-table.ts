/** The policy of the analysis of appeals, see open-table.ts and staff-table.ts. */
export const analysisOpenTable: Readonly<Record<string, string>> = {
  'get /:lang/:city/appeals': '200',
  'get /:lang/:city/appeals.csv': '200',
  'get /:lang/:city/appeals.json': '200',
  'get /:lang/:city/unsubscribe-week/:week': '404 200 200',
  'post /:lang/:city/unsubscribe-week/:week': '404 303 303',
}

export const analysisStaffTable: Readonly<Record<string, string>> = {
  'get /staff/analysis': 'someLead 303',
  'get /staff/analysis/:city': 'cityLeads 200',
  'get /staff/analysis/:city/appeals.csv': 'cityLeads 200 proof',
  'post /staff/analysis/:city/weekly': 'cityLeads 303',
  'get /staff/analysis/:city/log': 'cityChiefs 200',
  'post /staff/analysis/:city/log': 'cityChiefs 422',
}
