-- What residents file is compared with what everybody may see. A flood of reports that wait for a moderator took all the
-- places of candidates, and each cost 20 µs to fold again: this index does not hold them.
CREATE INDEX CONCURRENTLY complaint_shown_street ON complaint
  USING gin (search_fold(address) gin_trgm_ops) WHERE open AND shown;
