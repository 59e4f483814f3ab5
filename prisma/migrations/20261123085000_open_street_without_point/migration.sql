-- A filing with a point is compared by its street only with open complaints that have none: few in any city, where a
-- street may have a thousand open ones, and each that the index finds is folded once more to be sure.
CREATE INDEX CONCURRENTLY complaint_open_street_alone ON complaint
  USING gin (search_fold(address) gin_trgm_ops) WHERE open AND cx IS NULL;
