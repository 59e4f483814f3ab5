-- In their place stand complaint_open_street_kind and complaint_open_street_kind_alone. An older portal that still runs uses
-- the second, too; only for a filing without a point it reads what is open by another index until it ends.
DROP INDEX complaint_open_street_alone;
DROP INDEX complaint_open_street;
