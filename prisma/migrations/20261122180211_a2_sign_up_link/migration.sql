-- Every sign-up has a link of its own now; nothing reads the column.
ALTER TABLE "event_sign_up" DROP COLUMN "link_mailed_at";
