"""Writes the test merchant of merchant.json into an activated Tryton 6.0 database, through Tryton's own scripting client (proteus).

Called as: TRYTOND_CONFIG=<file> DB_NAME=<database> python3 seed.py <merchant.json> <login> <password>
"""

import datetime
import json
import sys
from decimal import Decimal

from proteus import Model
from proteus import config as proteus_config
from trytond.modules.account.tests.tools import create_chart, create_fiscalyear, create_tax, get_accounts
from trytond.modules.account_invoice.tests.tools import create_payment_term, set_fiscalyear_invoice_sequences
from trytond.modules.company.tests.tools import create_company, get_company
from trytond.modules.currency.tests.tools import get_currency

from sale_to_state import SaleToState

TODAY = datetime.date.today()
USER_GROUPS = ["Sales", "Stock", "Purchase", "Account", "Production"]
ZONES = {"input": "storage", "output": "storage", "storage": "storage", "production": "production"}


def find(model, *domain):
    """The one record of a model that fits a domain."""
    (record,) = Model.get(model).find(list(domain), limit=1)
    return record


class Seed:
    """Builds the merchant step by step and remembers what later steps refer to by code."""

    def __init__(self, merchant):
        self.merchant = merchant
        self.products = {}
        self.categories = {}
        self.price_lists = {}
        self.parties = {}
        self.warehouses = {}
        self.accounting = {}

    def run(self, login, password):
        self.company()
        self.user(login, password)
        self.taxes()
        self.locations()
        self.catalogue()
        self.bills_of_materials()
        self.stock()
        self.lists()
        self.customers()
        self.suppliers()
        self.purchases()
        self.sales()

    def company(self):
        party = Model.get("party.party")(name=self.merchant["company"]["name"])
        party.save()
        create_company(party=party, currency=get_currency(self.merchant["company"]["currency"]))
        self.owner = get_company()
        self.country = Model.get("country.country")(**self.merchant["country"])
        self.country.save()
        for year in (TODAY, TODAY.replace(year=TODAY.year + 1, day=1)):
            fiscal_year = set_fiscalyear_invoice_sequences(create_fiscalyear(self.owner, today=year))
            fiscal_year.click("create_period")
        create_chart(self.owner)
        self.accounts = get_accounts(self.owner)
        self.term = create_payment_term()
        self.term.save()
        self.payment = self.payment_method()

    def payment_method(self):
        journal = find("account.journal", ("type", "=", "cash"))
        method = Model.get("account.invoice.payment.method")(name="Cash", journal=journal)
        method.credit_account = method.debit_account = self.accounts["cash"]
        method.save()
        return method

    def user(self, login, password):
        user = Model.get("res.user")(name="Storefront gateway", login=login, password=password)
        user.companies.append(self.owner)
        user.company = self.owner
        for name in USER_GROUPS:
            for group in Model.get("res.group").find([("name", "=", name)]):
                user.groups.append(group)
        user.save()

    def taxes(self):
        for tax in self.merchant["taxes"]:
            category = Model.get("product.category")(name="Accounting " + tax["code"], accounting=True)
            category.account_expense = self.accounts["expense"]
            category.account_revenue = self.accounts["revenue"]
            if tax["rate"] is not None:
                record = create_tax(Decimal(tax["rate"]))
                record.name = record.description = tax["name"]
                record.save()
                category.customer_taxes.append(record)
            category.save()
            self.accounting[tax["code"]] = category

    def locations(self):
        Location = Model.get("stock.location")
        for number, place in enumerate(self.merchant["warehouses"]):
            warehouse = find("stock.location", ("code", "=", "WH")) if number == 0 else Location(type="warehouse")
            if number > 0:
                for zone, kind in ZONES.items():
                    part = Location(name=place["name"] + " " + zone, type=kind)
                    part.save()
                    setattr(warehouse, zone + "_location", part)
            warehouse.name, warehouse.code = place["name"], place["code"]
            warehouse.lost_found_location = find("stock.location", ("type", "=", "lost_found"))
            warehouse.address = self.address(self.owner.party, place)
            warehouse.save()
            self.warehouses[place["code"]] = warehouse

    def address(self, party, place):
        address = Model.get("party.address")(party=party, country=self.country)
        address.street, address.city, address.postal_code = place.get("street"), place["city"], place["postalCode"]
        address.save()
        return address

    def catalogue(self):
        for row in self.merchant["categories"]:
            category = Model.get("product.category")(name=row["name"])
            category.save()
            self.categories[row["code"]] = category
        for row in self.merchant["products"]:
            template = self.template(row)
            template.code = row["sku"]
            template.save()
            self.products[row["sku"]] = template.products[0]
        self.variants(self.merchant["variants"])

    def variants(self, row):
        template = self.template(row)
        template.code = row["prefix"]
        while len(template.products) < len(row["suffixes"]):
            template.products.new()
        for product, suffix in zip(template.products, row["suffixes"]):
            product.suffix_code = suffix
        template.save()
        for product in template.products:
            self.products[product.code] = product

    def template(self, row):
        template = Model.get("product.template")(name=row["name"], type="goods", salable=True, purchasable=True)
        template.default_uom = find("product.uom", ("symbol", "=", row.get("unit", "u")))
        template.sale_uom = find("product.uom", ("symbol", "=", row.get("saleUnit", row.get("unit", "u"))))
        template.list_price = Decimal(row["listPrice"])
        template.cost_price_method = "fixed"
        template.account_category = self.accounting[row["tax"]]
        template.categories.append(Model.get("product.category")(self.categories[row["category"]].id))
        template.products[0].cost_price = Decimal(row["cost"])
        return template

    def bills_of_materials(self):
        for row in self.merchant["billsOfMaterials"]:
            product = self.products[row["sku"]]
            bill = Model.get("production.bom")(name=row["sku"])
            bill.outputs.new(product=product, quantity=float(row["quantity"]))
            for part in row["components"]:
                new = bill.inputs.new(product=self.products[part["sku"]])
                if "unit" in part:
                    new.uom = find("product.uom", ("symbol", "=", part["unit"]))
                new.quantity = float(part["quantity"])
            bill.save()
            template = product.template
            template.producible = True
            template.save()
            product.reload()
            product.boms.new(bom=bill)
            product.save()

    def stock(self):
        rows = [(row["sku"], row["stock"]) for row in self.merchant["products"]]
        shirts = self.merchant["variants"]
        rows += [(shirts["prefix"] + suffix, shirts["stock"]) for suffix in shirts["suffixes"]]
        for code, warehouse in self.warehouses.items():
            inventory = Model.get("stock.inventory")(location=warehouse.storage_location)
            for sku, levels in rows:
                if code in levels:
                    inventory.lines.new(product=self.products[sku], quantity=float(levels[code]))
            inventory.click("confirm")

    def lists(self):
        for row in self.merchant["priceLists"]:
            price_list = Model.get("product.price_list")(name=row["name"], tax_included=row["taxIncluded"])
            for line in row["lines"]:
                new = price_list.lines.new(formula=line["formula"], quantity=line.get("quantity"))
                if "sku" in line:
                    new.product = self.products[line["sku"]]
                if "category" in line:
                    new.category = self.categories[line["category"]]
            price_list.save()
            self.price_lists[row["name"]] = price_list
        configuration = Model.get("sale.configuration")(1)
        configuration.sale_price_list = self.price_lists[self.merchant["defaultPriceList"]]
        configuration.save()

    def customers(self):
        for row in self.merchant["customers"]:
            party = self.party(row["number"], row["name"])
            party.lang = find("ir.lang", ("code", "=", row["language"]))
            if "priceList" in row:
                party.sale_price_list = self.price_lists[row["priceList"]]
            if "vat" in row:
                party.identifiers.new(type="eu_vat", code=row["vat"])
            if "category" in row:
                party.categories.append(self.party_category(row["category"]))
            for kind in ("email", "phone"):
                if kind in row:
                    party.contact_mechanisms.new(type=kind, value=row[kind])
            party.save()
            if "city" in row:
                self.address(party, row)

    def party(self, code, name):
        party = Model.get("party.party")(name=name, code=code)
        del party.addresses[:]
        party.save()
        self.parties[code] = party
        return party

    def party_category(self, name):
        PartyCategory = Model.get("party.category")
        for category in PartyCategory.find([("name", "=", name)]):
            return category
        category = PartyCategory(name=name)
        category.save()
        return category

    def suppliers(self):
        for row in self.merchant["suppliers"]:
            self.party(row["code"], row["name"])
        for row in self.merchant["products"]:
            if "supplier" in row:
                self.offer(row, next(one for one in self.merchant["suppliers"] if one["code"] == row["supplier"]))

    def offer(self, row, supplier):
        product = self.products[row["sku"]]
        offer = Model.get("purchase.product_supplier")(template=product.template, product=product)
        offer.party, offer.code = self.parties[supplier["code"]], supplier["code"] + "/" + row["sku"]
        offer.lead_time = datetime.timedelta(days=supplier["leadTimeDays"])
        price = (Decimal(row["cost"]) * Decimal(supplier["priceFactor"])).quantize(Decimal("0.0001"))
        offer.prices.new(quantity=float(supplier["minimumQuantity"]), unit_price=price)
        offer.save()

    def purchases(self):
        for row in self.merchant["purchases"]:
            purchase = Model.get("purchase.purchase")(party=self.parties[row["supplier"]], payment_term=self.term)
            purchase.warehouse, purchase.reference = self.warehouses[row["warehouse"]], row["reference"]
            purchase.invoice_address = self.supplier_address(row["supplier"])
            for line in row["lines"]:
                new = purchase.lines.new()
                new.product, new.quantity = self.products[line["sku"]], float(line["quantity"])
                new.delivery_date_edit, new.delivery_date_store = True, TODAY + datetime.timedelta(days=row["inDays"])
            purchase.click("quote")
            purchase.click("confirm")

    def supplier_address(self, code):
        party = self.parties[code]
        party.reload()
        if not party.addresses:
            self.address(party, {"city": "Strasbourg", "postalCode": "67000"})
            party.reload()
        return party.addresses[0]

    def sales(self):
        for row in self.merchant["sales"]:
            SaleToState(self, row, TODAY).run()


if __name__ == "__main__":
    proteus_config.set_trytond()
    with open(sys.argv[1]) as source:
        Seed(json.load(source)).run(*sys.argv[2:4])
