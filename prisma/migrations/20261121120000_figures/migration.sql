-- Rare acts are counted by kind and window (features/statistics/figures/queries.ts); without it every row is read.
CREATE INDEX activity_rare_acts ON activity (kind, at) WHERE kind IN ('transferred', 'recategorised', 'merged');
-- What is no complaint is left out of every figure: an empty index says at once that there is none.
CREATE INDEX custody_removed ON custody (complaint_id) WHERE end_kind = 'not_a_complaint';
