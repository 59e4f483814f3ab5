-- The rows of before were mended in 20261123000300_r_works_old_lists; read without keeping anybody waiting.
ALTER TABLE "work" VALIDATE CONSTRAINT "work_source_of_office";
