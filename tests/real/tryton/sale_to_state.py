"""Takes the sales of the test merchant along Tryton's workflow."""

import datetime

from proteus import Model, Wizard


class SaleToState:
    """One sale, taken as far along Tryton's workflow as its row says."""

    STEPS = ["draft", "quotation", "processing", "assigned", "shipped", "invoiced", "paid"]

    def __init__(self, seed, row, today):
        self.seed, self.row, self.today = seed, row, today

    def run(self):
        self.sale = self.draft()
        if self.row["until"] == "cancelled":
            return self.sale.click("cancel")
        last = self.STEPS.index(self.row["until"])
        for step in self.STEPS[1 : last + 1]:
            getattr(self, step)()

    def draft(self):
        row, seed = self.row, self.seed
        sale = Model.get("sale.sale")(party=seed.parties[row["customer"]], payment_term=seed.term, reference=row["reference"])
        sale.warehouse = seed.warehouses[row["warehouse"]]
        sale.sale_date = self.today - datetime.timedelta(days=row["daysAgo"])
        for line in row["lines"]:
            # The price is computed when the product is set: the line must know its sale by then.
            new = sale.lines.new()
            new.product, new.quantity = seed.products[line["sku"]], float(line["quantity"])
        sale.save()
        return sale

    def quotation(self):
        self.sale.click("quote")

    def processing(self):
        self.sale.click("confirm")

    def assigned(self):
        for shipment in self.sale.shipments:
            shipment.click("assign_try")

    def shipped(self):
        for shipment in self.sale.shipments:
            for button in ("pick", "pack", "done"):
                shipment.click(button)

    def invoiced(self):
        self.sale.reload()
        for invoice in self.sale.invoices:
            invoice.click("post")

    def paid(self):
        for invoice in self.sale.invoices:
            pay = Wizard("account.invoice.pay", [invoice])
            pay.form.payment_method = self.seed.payment
            pay.execute("choice")
