-- Lists are known by their office since 20261122180200. A server of before that still runs while a cluster is upgraded
-- would find none of its works and bring all of them in again; what it brings is refused from here on.

-- What such a server has written since: a work that is not there yet is known by its office; one that is there already
-- keeps an origin of its own, which no list has, and stays for the staff to call off.
UPDATE "work" w SET "source" = 'csv:' || w."office_id",
  "external_id" = CASE WHEN EXISTS (
    SELECT 1 FROM "work" o WHERE o."city_id" = w."city_id" AND o."source" = 'csv:' || w."office_id"
      AND o."external_id" = w."external_id")
    THEN w."external_id" || '#again-' || w."id" ELSE w."external_id" END
WHERE w."source" = 'csv';

ALTER TABLE "work" ADD CONSTRAINT "work_source_of_office" CHECK ("source" <> 'csv') NOT VALID;
