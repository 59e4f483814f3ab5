-- A list that is being brought in remembers what is to be told of it, so that each follower gets one letter about the
-- whole list when it is through. A constant default writes no row.
ALTER TABLE "work_import" ADD COLUMN "told" JSONB NOT NULL DEFAULT '[]';

-- Each office numbers its lists itself: the same number of two offices is two works.
UPDATE "work" SET "source" = 'csv:' || "office_id" WHERE "source" = 'csv';
